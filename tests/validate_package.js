// validate_package.js datapackage.json: the descriptor by its published profile, and every row of every table by its
// schema (types, enums, patterns, keys), with npm's `datapackage`. NODE_PATH tells where that lies.
const {Package} = require('datapackage')

async function main(path) {
  const pkg = await Package.load(path, {strict: false})
  for (const error of pkg.errors) console.log(error.message)
  let faults = pkg.errors.length
  for (const resource of pkg.resources) {
    try {
      const rows = await resource.read({relations: true})
      if (rows.length !== resource.descriptor.rows) {
        console.log(`${resource.name}: ${rows.length} rows, not ${resource.descriptor.rows}`)
        faults++
      }
    } catch (error) {
      for (const e of error.multiple ? error.errors.slice(0, 5) : [error]) console.log(`${resource.name}: ${e.message}`)
      faults++
    }
  }
  return faults
}

main(process.argv[2]).then(faults => process.exit(faults ? 1 : 0), error => { console.log(error.message); process.exit(1) })
