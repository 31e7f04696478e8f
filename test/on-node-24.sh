#!/usr/bin/env bash
# Runs a project of the tests, the unit tests unless told otherwise, on Node 24:
#   npm run test:node24 -- integration
# The npm package `node` holds no program: its install script, which does not run here, fetches the package of the
# platform, which does. This takes that package. Where npm has none for the platform, NODE_24 names the program.
set -euo pipefail
cd "$(dirname "$0")/.."
tests=(node_modules/vitest/vitest.mjs run --config test/vitest.config.ts --project "${1:-unit}")
if [ -n "${NODE_24:-}" ]; then exec "$NODE_24" "${tests[@]}"; fi
platform="$(node -p 'process.platform + "-" + process.arch')"
exec npm exec --yes --package="node-$platform@24.21.0" -- node "${tests[@]}"
