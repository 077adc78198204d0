#!/usr/bin/env python3
"""A small backend for Carotene: says who clients are and what they may do, reads along, and publishes.

Needs nothing but Python 3. What Carotene asks:

  POST /authenticate   user_id, token    -> {"authenticated": true, "user_data": {...}}
  POST /may-subscribe  user_id, channel  -> {"authorized": true}
  POST /may-publish    user_id, channel  -> {"authorized": true}
  POST /published      message, channel  -> what was published on the subscribed channels

and what this backend does by itself: it answers "!time" and "!who" in the chat, through Carotene's REST API.
"""

import argparse
import hmac
import json
import logging
import queue
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# In an application these are in its database, and the token is made for each session when the user logs in.
USERS = {
    "alice": {"token": "alices-token", "data": {"name": "Alice"}, "staff": True},
    "bob": {"token": "bobs-token", "data": {"name": "Bob"}, "staff": False},
    "carol": {"token": "carols-token", "data": {"name": "Carol"}, "staff": False},
}

log = logging.getLogger("backend")


def authenticate(user_id, token):
    user = USERS.get(user_id)
    # compare_digest takes the same time wherever the first difference is.
    if user and hmac.compare_digest(user["token"].encode(), token.encode()):
        return {"authenticated": True, "user_data": user["data"]}
    return {"authenticated": False}


def may_subscribe(user_id, channel):
    """Channels of the staff are for the staff."""
    return user_id in USERS and (USERS[user_id]["staff"] or not channel.startswith("staff"))


def may_publish(user_id, channel):
    """Announcements are for all to read and for the staff to write."""
    return may_subscribe(user_id, channel) and (USERS[user_id]["staff"] or channel != "announcements")


class Carotene:
    """The REST API of a node; publications wait in a queue, so that no callback waits for them."""

    def __init__(self, url):
        self.url = url.rstrip("/")
        self.waiting = queue.Queue(maxsize=1000)
        threading.Thread(target=self._publish_all, daemon=True).start()

    def publish(self, channel, message):
        self.waiting.put_nowait((channel, message))

    def presence(self, channel):
        with urllib.request.urlopen(self._path(channel, "presence"), timeout=5) as answer:
            return json.load(answer)

    def _path(self, channel, what):
        return f"{self.url}/api/channels/{urllib.parse.quote(channel, safe='')}/{what}"

    def _publish_all(self):
        while True:
            channel, message = self.waiting.get()
            form = urllib.parse.urlencode({"message": json.dumps(message)}).encode()
            for attempt in range(5):
                try:
                    urllib.request.urlopen(self._path(channel, "messages"), form, timeout=5).close()
                    break
                except urllib.error.HTTPError as refused:
                    if refused.code != 503:
                        log.warning("publish refused: %s", refused.read().decode())
                        break
                    time.sleep(float(refused.headers.get("Retry-After", "1")))
                except OSError as gone:
                    log.warning("Carotene is not there: %s", gone)
                    time.sleep(2**attempt * 0.2)


def published(carotene, frame, channel):
    """One publication, as the frame that subscribers get."""
    # Not our own, or we would talk to ourselves without end.
    if frame.get("from_server"):
        return
    try:
        said = json.loads(frame["message"])
    except (TypeError, ValueError):
        said = frame["message"]
    text = said.get("text") if isinstance(said, dict) else said
    log.info("%s on %s: %s", frame.get("user_id"), channel, text)
    if text == "!time":
        carotene.publish(channel, {"text": time.strftime("It is %H:%M:%S.")})
    elif text == "!who":
        carotene.publish(channel, {"text": "Here now: " + ", ".join(carotene.presence(channel))})


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # keeps connections, which saves Carotene one for each question
    timeout = 120

    def do_POST(self):
        size = int(self.headers.get("Content-Length", "0"))
        form = dict(urllib.parse.parse_qsl(self.rfile.read(size).decode(), keep_blank_values=True))
        path = urllib.parse.urlsplit(self.path).path
        try:
            if path == "/authenticate":
                self.answer(authenticate(form["user_id"], form["token"]))
            elif path == "/may-subscribe":
                self.answer({"authorized": may_subscribe(form["user_id"], form["channel"])})
            elif path == "/may-publish":
                self.answer({"authorized": may_publish(form["user_id"], form["channel"])})
            elif path == "/published":
                published(self.server.carotene, json.loads(form["message"]), form["channel"])
                self.answer({})
            else:
                self.answer({"error": "no such path"}, 404)
        except KeyError as missing:
            self.answer({"error": f"the form has no field {missing}"}, 400)

    def do_GET(self):
        users = "".join(f"  {name:8} {user['token']}\n" for name, user in USERS.items())
        self.answer_text(f"The users of this example and their tokens:\n\n{users}")

    def answer(self, value, status=200):
        self.send(status, "application/json", json.dumps(value).encode())

    def answer_text(self, text):
        self.send(200, "text/plain; charset=utf-8", text.encode())

    def send(self, status, content_type, body):
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Quiet: what matters is logged above, and tokens never are."""


def main():
    parser = argparse.ArgumentParser(description="A small backend for Carotene.")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--carotene", default="http://127.0.0.1:8081", help="a node's address, for REST")
    options = parser.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s backend: %(message)s", datefmt="%H:%M:%S")
    server = ThreadingHTTPServer((options.address, options.port), Handler)
    server.daemon_threads = True
    server.carotene = Carotene(options.carotene)
    log.info("listening on http://%s:%d", *server.server_address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
