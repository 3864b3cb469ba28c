"""Opens what bench/exports.js has written as analysts do, and says how many rows and which types each reader finds.

    python bench/open_exports.py FOLDER      pandas, pyarrow, duckdb and openpyxl: pip install pandas pyarrow duckdb openpyxl
"""

import json
import sys
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import duckdb
import openpyxl
import pandas
import pyarrow
import pyarrow.csv
import pyarrow.json
import pyarrow.parquet

folder = Path(sys.argv[1])
asked = sys.argv[2:]


def expected(name):
    manifest = json.loads((folder / f"events.{name}.manifest.json").read_text())
    assert manifest["truncated"] is False
    return manifest["records"]


def check(reader, name, count):
    """Counts the rows of a file with one reader; `count` gives the rows and a remark on types."""
    if (asked and name not in asked) or not (folder / f"events.{name}").exists():
        return
    start = time.perf_counter()
    try:
        rows, remark = count(str(folder / f"events.{name}"))
    except Exception as error:
        print(f"{reader:9} {name:14} FAILED {type(error).__name__}: {str(error)[:200]}")
        return
    verdict = "" if rows == expected(name) else f"  EXPECTED {expected(name):,}"
    print(f"{reader:9} {name:14} {rows:>9,} rows{verdict}  {time.perf_counter() - start:5.1f} s  {remark}", flush=True)


def kinds(pairs):
    wanted = ("id", "day_from", "type", "cameo", "score", "reports", "confidence", "words")
    return ", ".join(f"{name} {kind}" for name, kind in pairs if name in wanted)


def arrow_table(table):
    return table.num_rows, kinds((field.name, field.type) for field in table.schema)


def frame(table):
    return len(table), kinds(table.dtypes.items())


def relation(query):
    def count(path):
        found = duckdb.sql(query.format(path=path))
        rows = duckdb.sql(f"select count(*) from {query.format(path=path).split(' from ', 1)[1]}").fetchone()[0]
        return rows, kinds(zip(found.columns, found.types))

    return count


def workbook(path):
    book = openpyxl.load_workbook(path, read_only=True)
    rows, first = 0, None
    for sheet in book.worksheets[1:]:
        lines = sheet.iter_rows(values_only=True)
        next(lines)  # Names of columns.
        for line in lines:
            first = first or line
            rows += 1
    return rows, f"sheets {', '.join(book.sheetnames)}; first row {first[:6]}"


def graph(path):
    edges, weight = 0, 0
    for _, element in ElementTree.iterparse(path):
        if element.tag.endswith("}edge"):
            edges += 1
            weight += int(element.get("weight"))
        element.clear()
    return expected("gexf"), f"{edges} edges with {weight:,} events in all, well-formed"


check("pyarrow", "parquet", lambda path: arrow_table(pyarrow.parquet.read_table(path)))
check("pandas", "parquet", lambda path: frame(pandas.read_parquet(path)))
check("duckdb", "parquet", relation("select * from read_parquet('{path}')"))
check("pandas", "csv", lambda path: frame(pandas.read_csv(path, dtype={"cameo": "str"}, parse_dates=["day_from", "day_to"])))
check("pyarrow", "csv", lambda path: arrow_table(pyarrow.csv.read_csv(path, parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True), convert_options=pyarrow.csv.ConvertOptions(column_types={"cameo": pyarrow.string()}))))
check("duckdb", "csv", relation("select * from read_csv('{path}', types = {{'cameo': 'VARCHAR'}})"))
check("pandas", "csv-excel", lambda path: frame(pandas.read_csv(path, encoding="utf-8-sig", dtype={"cameo": "str"})))
for name in ("jsonl", "plover"):
    check("duckdb", name, relation("select * from read_json('{path}', format = 'newline_delimited', maximum_object_size = 20000000)"))
    check("pandas", name, lambda path: (sum(len(part) for part in pandas.read_json(path, lines=True, chunksize=50_000)), ""))
    check("pyarrow", name, lambda path: arrow_table(pyarrow.json.read_json(path)))
for name in ("polecat", "icews", "gdelt"):
    header = None if name == "gdelt" else 0
    check("pandas", name, lambda path: frame(pandas.read_csv(path, sep="\t", header=header, dtype=str, quoting=3)))
check("duckdb", "webannotation", lambda path: (duckdb.sql(f"select count(*) from read_json('{path}', format = 'newline_delimited')").fetchone()[0], ""))
check("openpyxl", "xlsx", workbook)
check("xml", "gexf", graph)
print(f"pandas {pandas.__version__}, pyarrow {pyarrow.__version__}, DuckDB {duckdb.__version__}, openpyxl {openpyxl.__version__}")
