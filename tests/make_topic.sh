#!/usr/bin/env bash
# make_topic.sh PROGRAM DIR: a data folder of another topic, made of tables alone: types, actors, offices, places and
# guarantees of tests/data/topic/lexicons over the tables of grammar in lexicons/, with a model of six small articles.
set -eu
program=$1 folder=$2 root=$(realpath "$(dirname "$0")/..")
mkdir -p "$folder/lexicons" "$folder/models"
cp "$root"/lexicons/*.tsv "$folder/lexicons/"
cp "$root"/tests/data/topic/lexicons/*.tsv "$folder/lexicons/"
cp -r "$root/tests/data/topic/corpus" "$folder/corpus"
"$program" train "$folder/corpus" -o "$folder/models/strait" --data "$folder" >"$folder/train.txt"
echo strait >"$folder/models/default"
