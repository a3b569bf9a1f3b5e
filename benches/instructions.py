#!/usr/bin/env python3
"""Counts the instructions of a cold build, of a build after one change and of one reload of the preview: the same on every
machine with the same compiler, however busy it is, so that a change that costs is seen when it is made.

    cargo build --release --locked --bin gongkai --example corpus
    python3 benches/instructions.py            # compares with benches/instructions.json, fails at more than 5 %
    python3 benches/instructions.py --write    # puts what is counted now into it: read the difference before you commit it

Everything runs on one thread under Valgrind. A reload is what a preview that sees one change costs more than one that sees
none. Another compiler gives other numbers: write them anew in a commit of their own.
"""
import argparse
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RELEASE = HERE.parent / "target" / "release"
KEPT = HERE / "instructions.json"
TODAY = "2026-06-30"
MOST = 1.05


def start(folder, *arguments):
    """Runs the program under Valgrind."""
    counting = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    command = [*counting, str(RELEASE / "gongkai"), "--root", str(folder), "--today", TODAY, "--lang", "en", *arguments]
    own = {**os.environ, "RAYON_NUM_THREADS": "1"}
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=own)


def counted(process):
    """The instructions of a program that has been started, when it has ended."""
    said = process.stderr.read()
    process.wait()
    found = re.search(r"I\s+refs:\s+([\d,]+)", said)
    if not found:
        sys.exit(f"nothing was counted:\n{said[-2000:]}")
    return int(found[1].replace(",", ""))


def build(folder):
    return counted(start(folder, "build", "--out", str(folder / "public")))


def preview(folder, change):
    """A preview that ends when it has loaded, or has loaded again after `change`."""
    process = start(folder, "serve", "--port", "0")
    for is_last in [change is None, True][: 1 if change is None else 2]:
        while not (line := process.stderr.readline()).startswith("loaded:"):
            if not line:
                sys.exit("the preview ended by itself")
        if not is_last:
            change()
    process.send_signal(signal.SIGINT)
    return counted(process)


def edit(folder, sign):
    """Changes the title of one record."""
    record = sorted((folder / "content").rglob("2025/*.md"))[0]
    record.write_text(re.sub("^(title: .*)$", rf"\1{sign}", record.read_text("utf-8"), count=1, flags=re.M), "utf-8")


def measured(records):
    with tempfile.TemporaryDirectory() as top:
        folder = pathlib.Path(top) / "portal"
        corpus = [str(RELEASE / "examples" / "corpus"), str(folder), "--records", str(records), "--seed", "1"]
        subprocess.run(corpus, check=True, stdout=subprocess.DEVNULL)
        cold = build(folder)
        edit(folder, "改")
        change = build(folder)
        reload = preview(folder, lambda: edit(folder, "动")) - preview(folder, None)
    return {"cold build": cold, "one record changed": change, "reload of the preview": reload}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write", action="store_true")
    arguments.add_argument("--records", type=int, default=500, help="another size is only told")
    told = arguments.parse_args()
    is_usual = told.records == arguments.get_default("records")
    now = measured(told.records)
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() and is_usual else {}
    worst = 0
    for name, count in now.items():
        before = kept.get(name)
        ratio = count / before if before else 1
        worst = max(worst, ratio)
        print(f"{name}: {count / 1e6:,.0f} million instructions" + (f", {ratio:.3f} of what is kept" if before else ""))
    if told.write and is_usual:
        KEPT.write_text(json.dumps(now, indent=2) + "\n", "utf-8")
    elif worst > MOST:
        sys.exit("More than 5 % over benches/instructions.json. If that is on purpose: python3 benches/instructions.py --write, and say why.")


if __name__ == "__main__":
    main()
