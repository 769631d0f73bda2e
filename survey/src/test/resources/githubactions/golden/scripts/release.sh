#!/usr/bin/env bash
set -euo pipefail
case "$1" in
  test)
    go test ./...
    ;;
  publish)
    docker push ghcr.io/acme/storefront:1
    ;;
esac
