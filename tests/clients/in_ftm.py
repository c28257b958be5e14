"""followthemoney: every entity fits its schema, and every value its type."""

import json
import unicodedata

import reader
from followthemoney import model


def letters(value):
    return "".join(letter for letter in unicodedata.normalize("NFKC", value) if letter.isalnum())


def entities(file):
    found = {}
    for line in file.read_text("utf-8").splitlines():
        data = json.loads(line)
        model.get(data["schema"]).validate(data)
        entity = model.get_proxy(data, cleaned=False)
        for property, values in data["properties"].items():
            kept = entity.get(property)
            # It mends names in its own way: signs that join or quote go.
            if sorted(map(letters, kept)) != sorted(map(letters, values)):
                raise ValueError(f"{data['id']}: of {property} {values} the model takes {kept}")
            for value in values:
                if model.get(data["schema"]).get(property).type.clean(value) is None:
                    raise ValueError(f"{data['id']}: {property} is {value!r}")
        found[data["id"]] = entity
    for entity in found.values():
        for property, value in entity.itervalues():
            if property.type.name == "entity" and not found[value].schema.is_a(property.range):
                raise ValueError(f"{entity.id}: {property.name} is no {property.range.name}")
    return ""


reader.run({"ftm": entities})
