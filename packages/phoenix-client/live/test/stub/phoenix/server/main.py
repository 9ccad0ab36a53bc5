"""A server that says no more than that it is there, or ends at once when it is told to."""

import os
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer

import grpc.aio


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args):
        pass


def main():
    if os.environ.get("STUB_FAILS"):
        print("no such table: projects", flush=True)
        sys.exit(3)
    grpc.aio.server().add_insecure_port("[::]:4317")
    HTTPServer((os.environ["PHOENIX_HOST"], int(os.environ["PHOENIX_PORT"])), Handler).serve_forever()
