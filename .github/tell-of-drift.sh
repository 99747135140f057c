#!/usr/bin/env bash
# Opens an issue that links to the run in which drift was found, or writes to the one that is open.
set -euo pipefail
run=$1

text="What is on Twilio is not what the state says, or could not be looked at: $run

\`npm run pulumi -- up -s <stack> --refresh\` makes it as the code says; what should stay goes into the code first."
open=$(gh issue list --label drift --state open --json number --jq '.[0].number // empty')
if [ -n "$open" ]; then
  gh issue comment "$open" --body "$text"
else
  gh label create drift --force --description "Twilio is not as the code says"
  gh issue create --label drift --title "Twilio is not as the code says" --body "$text"
fi
