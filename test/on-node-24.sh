#!/usr/bin/env bash
# Runs a lane of the tests, the unit tests unless told otherwise, on Node 24. The npm package `node` holds no program:
# its install script, which does not run here, fetches one from the package of the platform. This takes that package.
set -euo pipefail
cd "$(dirname "$0")/.."
platform="$(node -p 'process.platform + "-" + process.arch')"
[ "$platform" = darwin-arm64 ] && platform=bin-darwin-arm64
exec npm exec --yes --package="node-$platform@24.21.0" -- \
  node node_modules/vitest/vitest.mjs run --config test/vitest.config.ts --project "${1:-unit}"
