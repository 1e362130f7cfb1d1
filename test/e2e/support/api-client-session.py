"""What a nightly extract does with the Python package edfi-api-client, and some writes; prints one JSON object.

Arguments: base address, key, secret.
"""
import json
import sys

from edfi_api_client import EdFiClient

client = EdFiClient(*sys.argv[1:4])
students = client.resource("students")
session = client.session


def keys(rows):
    return sorted(row["studentUniqueId"] for row in rows)


def pages(**options):
    newest = client.get_newest_change_version()
    changed = client.resource("students", params={"minChangeVersion": 0, "maxChangeVersion": newest})
    stepping = {"step_change_version": True, "change_version_step_size": max(1, newest // 3)}
    return keys(row for page in changed.get_pages(page_size=3, **stepping, **options) for row in page)


made = [
    session.post_response(
        students.url,
        data={"studentUniqueId": f"PY-{n}", "firstName": "A", "lastSurname": "B", "birthDate": "2012-05-06"},
    ).status_code
    for n in range(8)
]
first = students.get(limit=1)[0]
again = students.get_by_id(first["id"])
updated = session.put_response(students.url, first["id"], data={**again, "firstName": "C"}).status_code
read = {
    "cursor": keys(students.get_rows(page_size=3)),
    "offset": keys(row for page in students.get_pages(page_size=3) for row in page),
    "forward": pages(reverse_paging=False),
    "reverse": pages(reverse_paging=True),
}
total = students.get_total_count()
named = [row["firstName"] for row in client.resource("students", student_unique_id=first["studentUniqueId"]).get()]
deleted = [session.delete_response(students.url, row["id"]).status_code for row in students.get()]
gone = client.resource("students", get_deletes=True)
moved = client.resource("students", get_key_changes=True)

print(
    json.dumps(
        {
            "version": client.get_ods_version(),
            "dataModel": client.get_data_model_version(),
            "resources": ["ed-fi", "students"] in [list(each) for each in client.resources],
            "descriptors": len(client.descriptors),
            "description": students.description,
            "hasDeletes": students.has_deletes,
            "tokenInfo": client.get_token_info()["active"],
            "ping": students.ping().status_code,
            "made": made,
            "updated": updated,
            "read": read,
            "total": total,
            "named": named,
            "deleted": deleted,
            "left": students.get_total_count(),
            "gone": sorted(row["keyValues"]["studentUniqueId"] for row in gone.get_rows()),
            "goneTotal": gone.get_total_count(),
            "moved": list(moved.get_rows()),
        }
    )
)
