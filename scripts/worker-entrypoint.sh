#!/bin/bash
# First process of the worker image. Starts the launcher as root, then the given command as the user node, and ends with
# whichever ends first: a worker without its launcher could judge nothing.
set -u

worker_user=${WORKER_USER:-node}
uid=$(id -u "$worker_user")
gid=$(id -g "$worker_user")

# Container engines mount control groups read-only; memory and process limits of submissions need them writable.
while read -r _ mount type _; do
  case $type in cgroup | cgroup2) mount -o remount,rw "$mount" 2>/dev/null ;; esac
done </proc/mounts

mkdir -p "$(dirname "$JUDGE_LAUNCHER_SOCKET")" /var/lib/codequest/run
"$JUDGE_HOME/bin/launcher" --listen "$JUDGE_LAUNCHER_SOCKET" --owner "$uid:$gid" --home "$JUDGE_HOME" --run-dir /var/lib/codequest/run &
launcher=$!
# Slow is not failed: it is waited for as long as it lives.
while [[ ! -S $JUDGE_LAUNCHER_SOCKET ]] && kill -0 "$launcher" 2>/dev/null; do sleep 0.1; done
if [[ ! -S $JUDGE_LAUNCHER_SOCKET ]]; then
  echo "The sandbox launcher did not start; see docker-compose.yml for what the container must be allowed." >&2
  exit 1
fi

setpriv --reuid="$uid" --regid="$gid" --init-groups --inh-caps=-all --bounding-set=-all --no-new-privs -- "$@" &
worker=$!

# The worker finishes what it is judging, with the launcher still there.
trap 'kill -TERM "$worker" 2>/dev/null' TERM INT
wait -n "$worker" "$launcher"
code=$?
if kill -0 "$worker" 2>/dev/null; then
  kill -TERM "$worker"
  while kill -0 "$worker" 2>/dev/null; do
    wait "$worker"
    code=$?
  done
fi
kill -TERM "$launcher" 2>/dev/null
wait "$launcher"
exit "$code"
