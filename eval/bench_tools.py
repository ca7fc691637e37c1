#!/usr/bin/env python3
"""What Python's tools take for a text: CPU seconds on standard output; status 3 where the tool is not installed.

usage: bench_tools.py nltk|sklearn FILE

FILE holds documents with two empty lines between. nltk: the word tokenizer, document by document. sklearn: every sentence (cut by a plain rule,
which is not measured) through a HashingVectorizer of word uni- and bigrams and a LinearSVC of four classes, which learned from 2,000 of them,
with labels drawn by chance: what it says does not matter here. Reading, starting and learning are not measured.
"""
import random
import re
import sys
import time

tool, texts = sys.argv[1], [text for text in open(sys.argv[2], encoding="utf-8").read().split("\n\n\n") if text]


def seconds(work):
    start = time.process_time()
    work()
    return time.process_time() - start


try:
    if tool == "nltk":
        from nltk.tokenize import NLTKWordTokenizer

        tokenizer = NLTKWordTokenizer()
        print(seconds(lambda: [tokenizer.tokenize(text) for text in texts]))
    else:
        from sklearn.feature_extraction.text import HashingVectorizer
        from sklearn.svm import LinearSVC

        sentences = [s for text in texts for s in re.split(r"(?<=[.!?])\s+", text)]
        vectors, draw = HashingVectorizer(ngram_range=(1, 2), n_features=2**18), random.Random(1)
        known = sentences[:2000]
        model = LinearSVC(max_iter=50, tol=0.1).fit(vectors.transform(known), [draw.randrange(4) for _ in known])
        print(seconds(lambda: model.predict(vectors.transform(sentences))))
except ImportError:
    sys.exit(3)
