# Types, states and bodies are those of the lexicons: a topic of its own has a codebook of its own.
surety extract good.txt --package out
sed -n '/^## Types/,/^$/p; /^| `Strait/p; /^| `ARL/p' out/README.md
python3 -c 'import json
package = json.load(open("out/datapackage.json"))
for resource in package["resources"]:
    for field in resource["schema"]["fields"]:
        if "enum" in field["constraints"]:
            print(resource["name"], field["name"], *field["constraints"]["enum"])'
