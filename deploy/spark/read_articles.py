"""Reads an archive on a Spark cluster: WARC, Parquet or JSONL in, Parquet out, one row an article.

    spark-submit read_articles.py --from articles.parquet --to readings.parquet \\
        --demarche "node /opt/demarche/dist/program/cli/bin.js"

Every partition is one `demarche read --jsonl` process (WARC: one process a file), fed through a pipe: one line in,
exactly one line out, in order. A document that can't be read is a row with `error_code` and `error_message`; a
broken set-up (no Node, no such file) fails the job. Files of one input format may be a glob.

Parquet in needs a column `text` or `html`, and may have `id`, `url`, `date`, `outlet`, `title`; JSONL the same as fields.
`--for-ledger FOLDER` also writes gzipped lines that `demarche load` takes in without reading again.
See docs/scale.md.
"""

import argparse
import json
import shlex
import subprocess

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql.types import StringType, StructField, StructType

FIELDS = ["id", "text", "html", "url", "date", "outlet", "title"]
ANSWERS = StructType([StructField("document", StringType()), StructField("answer", StringType())])


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--from", dest="source", required=True, help="path or glob; the ending tells the format")
    parser.add_argument("--to", dest="target", required=True, help="folder of Parquet files to write")
    parser.add_argument("--demarche", default="demarche", help="the command, as each executor can start it")
    parser.add_argument("--partitions", type=int, default=0, help="processes' worth of work; 0: as the input is split")
    parser.add_argument("--for-ledger", help="folder for lines that `demarche load` takes")
    return parser.parse_args()


def documents(spark, source, partitions):
    """The lines of the filter, as an RDD of strings."""
    if ".parquet" in source:
        frame = spark.read.parquet(source)
        columns = [name for name in FIELDS if name in frame.columns]
        if not {"text", "html"} & set(columns):
            raise SystemExit(f"expected a column text or html in {source}, found {frame.columns}")
        lines = frame.select(F.to_json(F.struct(*columns)).alias("value"))
    else:
        # Lines end at \n only: what else looks like an end of line is data.
        lines = spark.read.option("lineSep", "\n").text(source)
    if partitions:
        lines = lines.repartition(partitions)
    return lines.rdd.map(lambda row: row.value)


def read_warcs(paths, command):
    """One process a file; a line out for each article in it."""
    for path in paths:
        process = subprocess.Popen(
            [*shlex.split(command), "read", "--format", "jsonl", path], stdout=subprocess.PIPE
        )
        for number, line in enumerate(process.stdout):
            answer = '{"id":%s,"reading":%s}' % (json.dumps(f"{path}#{number}"), line.decode().rstrip("\n"))
            yield (None, answer)
        # 1: some pages of the file were no articles, which standard error tells. More: the set-up is broken.
        if 1 < process.wait():
            raise RuntimeError(f"{command} read ended with {process.returncode} on {path}")


def answers(spark, options):
    """Pairs of document (none for WARC) and answer."""
    if ".warc" in options.source:
        pattern = spark._jvm.org.apache.hadoop.fs.Path(options.source)
        system = pattern.getFileSystem(spark._jsc.hadoopConfiguration())
        paths = [it.getPath().toUri().getPath() for it in system.globStatus(pattern) or []]
        if not paths:
            raise SystemExit(f"expected WARC files at {options.source}, found none")
        command = options.demarche
        return spark.sparkContext.parallelize(sorted(paths), len(paths)).mapPartitions(
            lambda part: read_warcs(part, command)
        )
    lines = documents(spark, options.source, options.partitions).cache()
    return lines.zip(lines.pipe(f"{options.demarche} read --jsonl", checkCode=True))


def main():
    options = arguments()
    spark = SparkSession.builder.appName("demarche").getOrCreate()
    frame = spark.createDataFrame(answers(spark, options), ANSWERS).cache()

    def at(path):
        return F.get_json_object("answer", path)

    frame.select(
        at("$.id").alias("id"),
        at("$.reading.article.hash").alias("hash"),
        at("$.reading.article.url").alias("url"),
        at("$.reading.article.outlet").alias("outlet"),
        at("$.reading.article.title").alias("title"),
        at("$.reading.article.published").alias("published"),
        at("$.reading.engine").alias("engine"),
        F.size(F.from_json(at("$.reading.statements"), "array<string>")).alias("n_statements"),
        F.size(F.from_json(at("$.reading.events"), "array<string>")).alias("n_events"),
        F.size(F.from_json(at("$.reading.conditions"), "array<string>")).alias("n_conditions"),
        at("$.error.code").alias("error_code"),
        at("$.error.message").alias("error_message"),
        at("$.reading").alias("reading"),
    ).write.mode("errorifexists").parquet(options.target)
    if options.for_ledger:
        line = F.format_string('{"document":%s,"reading":%s}', F.col("document"), at("$.reading"))
        frame.where(F.col("document").isNotNull() & at("$.reading").isNotNull()).select(line.alias("value")).write.option(
            "compression", "gzip"
        ).text(options.for_ledger)
    spark.stop()


main()
