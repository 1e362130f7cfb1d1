"""The requests of the readwrite phase as a Locust user: `npm run bench -- peers` runs it beside dist/readwrite.js."""

import itertools
import json
import os
import random
import time

from locust import FastHttpUser, constant, task

with open(os.environ["WORK_FILE"], encoding="utf-8") as file:
    WORK = json.load(file)

READS, UPDATES, CHAINS, WEIGHTS = (WORK[name] for name in ("reads", "updates", "chains", "weights"))
HEADERS = {"Authorization": "Bearer " + os.environ["TOKEN"], "Content-Type": "application/json"}
BASE = os.environ["DATA_URL"] + "/ed-fi/"
RUN = int(time.time() * 1000)
NUMBERS = itertools.count()


class Readwrite(FastHttpUser):
    wait_time = constant(0)
    host = os.environ["DATA_URL"]

    def on_start(self):
        self.chain, self.step, self.key = [], 0, ""
        self.made, self.deletable = [], []

    @task(WEIGHTS["read"])
    def read(self):
        chosen = random.choice(READS)
        self.client.get(BASE + chosen["path"], headers=HEADERS, name=chosen["name"])

    @task(WEIGHTS["create"])
    def create(self):
        if self.step == len(self.chain):
            self.deletable.extend(reversed(self.made))
            self.chain, self.step, self.made = random.choice(CHAINS), 0, []
            self.key = f"l{RUN}-{next(NUMBERS)}"
        item = self.chain[self.step]
        self.step += 1
        endpoint, body = item["endpoint"], item["text"].replace("@", self.key)
        response = self.client.post(BASE + endpoint, data=body, headers=HEADERS, name="create " + endpoint)
        self.made.append((endpoint, response.headers.get("Location")))

    @task(WEIGHTS["update"])
    def update(self):
        item = random.choice(UPDATES)
        url = BASE + item["endpoint"] + "/" + item["id"]
        body = self.client.get(url, headers=HEADERS, name="read " + item["endpoint"]).json()
        name = item["property"]
        body[name] = f"Change {time.time()}" if item["isText"] else not body.get(name)
        self.client.put(url, data=json.dumps(body), headers=HEADERS, name="update " + item["endpoint"])

    @task(WEIGHTS["delete"])
    def delete(self):
        if not self.deletable:
            self.create()
            return
        endpoint, url = self.deletable.pop(0)
        self.client.delete(url, headers=HEADERS, name="delete " + endpoint)
