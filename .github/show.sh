#!/usr/bin/env bash
# Shows a report in the summary of a run, and to the pull request $PULL_REQUEST if there is one: as one comment for each title,
# which later runs rewrite.
set -euo pipefail
title=$1
report=$2

# A comment may have 65,536 characters.
limit=60000
comment=$(mktemp)
{
  printf '### %s\n\n````\n' "$title"
  head -c "$limit" "$report"
  printf '\n````\n'
  if [ "$(wc -c < "$report")" -gt "$limit" ]; then printf '\nThe rest stands in the log.\n'; fi
} > "$comment"
cat "$comment" >> "$GITHUB_STEP_SUMMARY"
if [ -z "${PULL_REQUEST:-}" ]; then exit 0; fi

comments="repos/$GITHUB_REPOSITORY/issues/$PULL_REQUEST/comments"
export title
earlier=$(gh api "$comments" --paginate --jq '.[] | select(.body | startswith("### " + env.title + "\n")) | .id' | head -n 1)
if [ -n "$earlier" ]; then
  gh api --silent --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$earlier" --field "body=@$comment"
else
  gh api --silent --method POST "$comments" --field "body=@$comment"
fi
