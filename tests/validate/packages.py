"""Data files of a built site as the tools of others read them.

    python tests/validate/packages.py SITE

Every `datapackage.json` is validated by frictionless with its files, the catalogue by pyshacl against `shapes.ttl`, and
each workbook is opened with openpyxl: it has the rows of the CSV beside it, and its numbers add up to the same sums.
"""

import csv
import hashlib
import json
import sys
from decimal import Decimal
from pathlib import Path

from frictionless import Package, Resource, system
from openpyxl import load_workbook
from pyshacl import validate

HERE = Path(__file__).parent


def packages(site):
    """Errors of every package; each file stands in the package of its folder, and none is missing."""
    found = list((site / "data").rglob("datapackage.json"))
    assert found, "no package"
    resources = 0
    for path in found:
        described = json.loads(path.read_text("utf-8"))
        report = Package.from_descriptor(described, basepath=str(path.parent)).validate(limit_errors=5)
        for error in report.flatten(["title", "message"]):
            yield f"{path.relative_to(site)}: {error}"
        for resource in described["resources"]:
            data = (path.parent / resource["path"]).read_bytes()
            if len(data) != resource["bytes"] or "sha256:" + hashlib.sha256(data).hexdigest() != resource["hash"]:
                yield f"{path.relative_to(site)}: {resource['path']} is not of that size and digest"
        named = {resource["path"] for resource in described["resources"]}
        for file in path.parent.glob("*.csv"):
            if file.name not in named:
                yield f"{path.relative_to(site)}: {file.name} is not described"
        if not described.get("licenses"):
            yield f"{path.relative_to(site)}: no licence"
        resources += len(named)
    print(f"{len(found)} packages with {resources} files")


def catalogue(site):
    """What the catalogue lacks of the promised properties."""
    path = site / "data" / "catalog.jsonld"
    conforms, _, text = validate(str(path), shacl_graph=str(HERE / "shapes.ttl"), data_graph_format="json-ld", shacl_graph_format="turtle")
    if not conforms:
        yield f"catalog.jsonld: {text}"
    datasets = json.loads(path.read_text("utf-8"))["dcat:dataset"]
    if not any("dct:accrualPeriodicity" in dataset for dataset in datasets):
        yield "catalog.jsonld: no update rhythm"
    print(f"a catalogue of {len(datasets)} datasets")


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *body = csv.reader(file)
    return head, body


def number(text):
    return Decimal(text) if text else Decimal(0)


def workbooks(site):
    """Workbooks whose rows or sums are not those of the CSV beside them."""
    found = list((site / "data").rglob("*.xlsx"))
    assert found, "no workbook"
    schemas = {}
    for path in found:
        place = path.relative_to(site)
        folder = path.parent
        if folder not in schemas:
            described = json.loads((folder / "datapackage.json").read_text("utf-8"))
            schemas[folder] = {resource["path"]: resource.get("schema") for resource in described["resources"]}
        name = path.with_suffix(".csv").name
        types = [field["type"] for field in schemas[folder][name]["fields"]]
        head, body = rows(path.with_suffix(".csv"))
        book = load_workbook(path)
        sheet, columns = book.worksheets[0], book.worksheets[-1]
        if sheet.freeze_panes != "A2":
            yield f"{place}: the head does not stay in sight"
        explained = [row[0] for row in columns.iter_rows(min_row=2, values_only=True)]
        if explained != head:
            yield f"{place}: columns {explained} are not {head}"
        cells = list(sheet.iter_rows(min_row=2, max_col=len(head), values_only=True))
        if len(cells) != len(body):
            yield f"{place}: {len(cells)} rows, not {len(body)}"
        for at, kind in enumerate(types):
            if kind not in ("number", "integer"):
                continue
            ours = sum(number(row[at]) for row in body)
            theirs = sum(Decimal(str(row[at])) for row in cells if row[at] is not None)
            if ours != theirs:
                yield f"{place}: {head[at]} adds up to {theirs}, not {ours}"
    print(f"{len(found)} workbooks")


def main():
    site = Path(sys.argv[1])
    system.trusted = True
    wrong = [error for check in (packages, catalogue, workbooks) for error in check(site)]
    for error in wrong[:50]:
        print(error, file=sys.stderr)
    sys.exit(1 if wrong else 0)


main()
