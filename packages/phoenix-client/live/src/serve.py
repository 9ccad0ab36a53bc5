"""Runs Phoenix for as long as its standard input is open.

Whoever starts this holds the other end of that pipe. When they are gone, for whatever reason (also one that no
handler hears of), the server goes, too.
"""

import os
import sys
import threading

import grpc.aio


def end_with_parent() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()

# PHOENIX_HOST is for HTTP alone: the collector for gRPC would listen on all interfaces.
make_server = grpc.aio.server


def server_on_loopback(*args, **options):
    server = make_server(*args, **options)
    add_port = server.add_insecure_port
    server.add_insecure_port = lambda address: add_port(f"127.0.0.1:{address.rpartition(':')[2]}")
    return server


grpc.aio.server = server_on_loopback

from phoenix.server.main import main  # noqa: E402  (after the line that it has to see)

sys.argv = ["phoenix", "serve"]
main()
