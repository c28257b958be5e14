"""GEXF against what GEXF 1.3 allows, gexf.rng, with lxml."""

from pathlib import Path

import reader
from lxml import etree

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf.rng")))


def valid(file):
    SCHEMA.assertValid(etree.parse(file, etree.XMLParser(huge_tree=True)))
    return ""


reader.run(dict.fromkeys(("gexf", "actors-gexf", "timeline", "actors-timeline"), valid))
