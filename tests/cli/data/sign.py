#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""sign.py: signed notes made by OpenSSL, of which nothing here is our own code.

key NAME SEED-HEX TYPE           the verifier key (TYPE 1: a log's, 4: a cosigner's)
cosign NAME SEED-HEX TIME FILE   the line of a cosignature over the checkpoint in FILE
sign KEYFILE FILE                FILE's text signed with the key of keys/node.key
"""
import base64, hashlib, subprocess, sys, tempfile, struct

PKCS8 = bytes.fromhex("302e020100300506032b657004220420")


def openssl(seed, args, data=b""):
    with tempfile.NamedTemporaryFile() as key, tempfile.NamedTemporaryFile() as text:
        key.write(PKCS8 + seed), key.flush()
        text.write(data), text.flush()
        words = [w.replace("TEXT", text.name) for w in args]
        return subprocess.run(
            ["openssl", "pkey" if not data else "pkeyutl", "-keyform" if data else "-inform", "DER"]
            + (["-inkey"] if data else ["-in"]) + [key.name] + words,
            check=True, capture_output=True).stdout


def public(seed):
    return openssl(seed, ["-pubout", "-outform", "DER"])[-32:]


def sign(seed, data):
    return openssl(seed, ["-sign", "-rawin", "-in", "TEXT"], data)


def key_id(name, kind, pub):
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + pub).digest()[:4]


def line(name, kid, signature):
    return "\u2014 %s %s\n" % (name, base64.b64encode(kid + signature).decode())


def text_of(path):
    note = open(path, encoding="utf-8").read()
    at = note.rfind("\n\n")
    return note if at < 0 else note[: at + 1]


def main(what, *a):
    if what == "key":
        seed, kind = bytes.fromhex(a[1]), int(a[2])
        pub = public(seed)
        print("%s+%s+%s" % (a[0], key_id(a[0], kind, pub).hex(),
                            base64.b64encode(bytes([kind]) + pub).decode()))
    elif what == "cosign":
        name, seed, time_s = a[0], bytes.fromhex(a[1]), int(a[2])
        message = ("cosignature/v1\ntime %d\n" % time_s + text_of(a[3])).encode()
        sys.stdout.write(line(name, key_id(name, 4, public(seed)),
                              struct.pack(">Q", time_s) + sign(seed, message)))
    else:
        _, _, name, _, secret = open(a[0]).read().strip().split("+", 4)
        seed = base64.b64decode(secret)[1:]
        text = text_of(a[1])
        sys.stdout.write(text + "\n" + line(name, key_id(name, 1, public(seed)),
                                            sign(seed, text.encode())))


main(*sys.argv[1:])
