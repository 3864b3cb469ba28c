"""A spaCy pipeline of the make-up of its small English model, timed on texts: `peers.ts` starts it.

The published small model is not on the Python registry. Its architecture is what spaCy's own factories give (a shared
token-to-vector net of 96 columns and 4 layers with tagger and parser on it, a second one under the names), and speed
hangs on that, not on the weights; these are learnt for some minutes from trees so that the transitions are those of a
parser that works. Lemmas, which the published model also makes, are left out: that favours spaCy.

Reads one JSON line from standard input: {"ewt": path, "texts": [...], "rounds": n}. Prints one JSON line:
{"version", "seconds": best CPU seconds of a round, "las": share of right arcs on 200 sentences}.
"""

import json
import os
import random
import sys
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[name] = "1"

import spacy  # noqa: E402
from spacy.tokens import Doc  # noqa: E402
from spacy.training import Example  # noqa: E402

NAMED = ["PERSON", "ORG", "GPE", "LOC", "NORP", "DATE"]
LISTENER = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}


def sentences(path, limit):
    """CoNLL-U sentences as (words, tags, heads, labels); those with several roots or gaps are left out."""
    rows, found = [], []
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                continue
            if line.strip():
                cells = line.rstrip("\n").split("\t")
                if cells[0].isdigit():
                    rows.append(cells)
                continue
            if rows:
                heads = [int(row[6]) - 1 if row[6] != "0" else at for at, row in enumerate(rows)]
                found.append(
                    ([row[1] for row in rows], [row[4] for row in rows], heads, [row[7] for row in rows])
                )
                rows = []
            if len(found) == limit:
                break
    return found


def example(nlp, sentence):
    words, tags, heads, labels = sentence
    labels = ["ROOT" if label == "root" else label for label in labels]
    target = Doc(nlp.vocab, words=words, tags=tags, heads=heads, deps=labels)
    names = [
        spacy.tokens.Span(target, at, at + 1, label=NAMED[len(words[at]) % len(NAMED)])
        for at, tag in enumerate(tags)
        if tag == "NNP"
    ]
    target.set_ents(names)
    return Example(Doc(nlp.vocab, words=words), target)


def make(ewt):
    nlp = spacy.blank("en")
    nlp.add_pipe("tok2vec")
    nlp.add_pipe("tagger", config={"model": {"tok2vec": LISTENER}})
    nlp.add_pipe("parser", config={"model": {"tok2vec": LISTENER}})
    nlp.add_pipe("ner")
    random.seed(1)
    train = [example(nlp, it) for it in sentences(ewt, 3000)]
    optimizer = nlp.initialize(lambda: train)
    for _ in range(3):
        random.shuffle(train)
        for at in range(0, len(train), 64):
            nlp.update(train[at : at + 64], sgd=optimizer, drop=0.1)
    return nlp


def right_arcs(nlp, held):
    right = total = 0
    for words, _, heads, labels in held:
        doc = Doc(nlp.vocab, words=words)
        for _, component in nlp.pipeline:
            doc = component(doc)
        for token, head, label in zip(doc, heads, labels):
            total += 1
            right += token.head.i == head and token.dep_.lower() == label
    return right / total


def main():
    task = json.loads(sys.stdin.readline())
    nlp = make(task["ewt"])
    best = float("inf")
    for _ in range(task["rounds"]):
        before = time.process_time()
        for _ in nlp.pipe(task["texts"]):
            pass
        best = min(best, time.process_time() - before)
    las = right_arcs(nlp, sentences(task["ewt"].replace("train", "dev"), 200))
    print(json.dumps({"version": spacy.__version__, "seconds": best, "las": round(las, 3)}))


main()
