"""A stranger's checker of a record, written from docs/record-format.md; imports nothing of ours."""

import hashlib
import json
import sys
from fractions import Fraction


def sha(text):
    return hashlib.sha256(text.encode()).hexdigest()


def least(base, rule):
    share = Fraction(rule["fraction"]) * base
    return max(1, share.__floor__() + 1 if rule.get("strict") else share.__ceil__())


def outcome(rule, n, f, a, x, stop, chair_stop, amend, casting):  # noqa: PLR0911  # a page of the format, in its order
    silent, silence = n - f - a - x, rule.get("silence", "none")
    stops = rule.get("stop", {})
    limit = n // 2 + 1 if stops.get("members") == "majority" else stops.get("members")
    if (stops.get("chair") and chair_stop) or (limit and stop >= limit):
        return "TERMINATED"
    if rule.get("amendment_breaks") and amend:
        return "NOT_ADOPTED"
    if rule["decision"] == "reverse":
        base = n - x if rule.get("base") == "members_less_abstentions" else n
        return "NOT_ADOPTED" if 2 * a > base else "ADOPTED"
    if rule["decision"] == "objection":
        return "ADOPTED" if a < rule["objections_to_block"] else "NOT_ADOPTED"
    if rule["decision"] == "unanimity":
        held_back = x + (silent if silence == "abstain" else 0)
        bad = a or (silent and silence == "none") or (held_back and not rule.get("abstention_ok"))
        return "ADOPTED" if not bad and (f or silence == "approve") else "NOT_ADOPTED"
    f, x = f + silent * (silence == "approve"), x + silent * (silence == "abstain")
    members = rule.get("base", "members") == "members"
    tied = rule.get("tie") == "chair" and f == a > 0 and (not members or 2 * f == n)
    quorum = rule.get("quorum")
    if quorum:
        present = f + a + (x if quorum["of"] == "replies" else 0) + bool(tied and casting)
        if present < (quorum["count"] if "count" in quorum else least(n, quorum)):
            return "NO_QUORUM"
    if rule["decision"] == "fraction" and tied:
        return "ADOPTED" if casting == "for" else "NOT_ADOPTED"
    if f >= least(n if members else f + a, rule):
        return "ADOPTED"
    if rule["decision"] == "three_way" and not a > n * Fraction(rule["reject_over"]):
        return "INCONCLUSIVE"
    return "NOT_ADOPTED"


def problem(record):
    previous, replies, stops, amend, chair_stop = "0" * 64, {}, set(), 0, False
    bodies = [entry["body"] for entry in record["entries"]]
    for number, entry in enumerate(record["entries"], 1):
        body = entry["body"]
        text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if (body["number"], body["previous"], sha(text)) != (number, previous, entry["hash"]):
            return f"entry {number}: the chain breaks"
        previous = entry["hash"]
    if previous != record["head"]:
        return "the head is another"
    for text in record["texts"]:
        if sha(f"{text['salt']}:{text['text']}") != bodies[text["entry"] - 1]["data"]["statement"]:
            return f"entry {text['entry']}: another text"
    for body in bodies:
        data = body["data"]
        if body["kind"] in ("replied", "entered"):
            replies[body["seat"]] = (data["choice"], data["casting"])
        elif body["kind"] == "objected":
            chair_stop = chair_stop or data["chair"]
            stops |= set() if data["chair"] else {body["seat"]}
        elif body["kind"] == "amended":
            amend += 1
        elif body["kind"] == "closed":
            given = [choice for choice, _casting in replies.values()]
            counts = [given.count(word) for word in ("for", "against", "abstain")]
            casting = replies.get(data["chair_seat"], ("", ""))[1]
            head = bodies[0]["data"]
            votes = (len(head["seats"]), *counts, len(stops), chair_stop, amend, casting)
            found = outcome(head["rule"], *votes)
            return "" if found == data["result"]["outcome"] else f"the replies give {found}"
    return "" if bodies[-1]["kind"] == "withdrawn" else "it does not end"


if __name__ == "__main__":
    sys.exit(problem(json.load(sys.stdin)) or 0)
