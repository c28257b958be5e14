"""pyyed, which writes files for yEd: what draws in ours is what it writes, element by element, and shows the same labels."""

import pyyed
import reader
from lxml import etree

GRAPHML, YED = "{http://graphml.graphdrawing.org/xmlns}", "{http://www.yworks.com/xml/graphml}"
DRAWN = {"node": "nodegraphics", "edge": "edgegraphics"}


def as_pyyed_writes(file):
    """The nodes and edges of a file; nothing may draw them that pyyed does not know, or stand in another order."""
    ours = etree.parse(file, etree.XMLParser(huge_tree=True)).getroot()
    theirs = etree.fromstring(example().encode())
    found = {"nodes": {}, "edges": {}}
    for what, kind in DRAWN.items():
        known = next(iter(drawings(theirs, what, kind)))[1]
        for element, drawing in drawings(ours, what, kind):
            compare(known, drawing)
            values = {data.get("key").removeprefix("e_"): data.text for data in element.findall(f"{GRAPHML}data")}
            label = drawing.find(f"{YED}{what.capitalize()}Label").text
            if label != values["label"] and values["label"].strip():
                raise ValueError(f"the label of {element.get('id')} is drawn as {label!r}")
            found[f"{what}s"][element.get("id")] = {"type": values["type"], "source": element.get("source"), "target": element.get("target")}
    return reader.graph(found["nodes"].items(), ((e["source"], e["target"], {"uid": id, "type": e["type"]}) for id, e in found["edges"].items()))


def example():
    graph = pyyed.Graph()
    graph.add_node("a", label="a", shape="roundrectangle", width="30.0", height="30.0")
    graph.add_node("b", label="b")
    graph.add_edge("a", "b", label="to")
    return graph.get_graph()


def drawings(root, what, kind):
    """Each node or edge with what draws it: the only element in the data of the key that yEd takes it from."""
    (key,) = (key.get("id") for key in root.findall(f"{GRAPHML}key") if key.get("yfiles.type") == kind and key.get("for") == what)
    for element in root.iter(f"{GRAPHML}{what}"):
        (data,) = (data for data in element.findall(f"{GRAPHML}data") if data.get("key") == key)
        (drawing,) = data
        yield element, drawing


def compare(known, drawing):
    if drawing.tag != known.tag:
        raise ValueError(f"{drawing.tag} is not {known.tag}")
    if unknown := set(drawing.attrib) - set(known.attrib):
        raise ValueError(f"{drawing.tag} has {unknown}")
    rest = iter(known)
    for part in drawing:
        # The iterator goes on from where the last part was found, so that the order counts.
        for other in rest:
            if other.tag == part.tag:
                compare(other, part)
                break
        else:
            raise ValueError(f"{part.tag} is unknown in {drawing.tag}, or stands in another place")


reader.run({"yed": as_pyyed_writes})
