/*
 * What Pulumi's CLI has on its command line, as its `--help` lists it: names only. What of it this engine does not have, it
 * refuses by name (`refusals.ts`).
 */

/** The version whose help this is. */
export const cliVersion = "3.260.0";

/** Its flags by command, the global ones under no name. `=`: takes a value; `[=]`: may take one. */
export const cliFlags: Record<string, string> = {
  "": `
    --color= -C,--cwd= --disable-integrity-checking -e,--emoji -Q,--fully-qualify-stack-names --logflow
    --logtostderr --memprofilerate= --non-interactive --otel-traces= --profiling= --tracing= -v,--verbose=`,
  preview: `
    --attach-debugger[=] -c,--config= --config-file= --config-path -d,--debug --diff -x,--exclude=
    --exclude-dependents --expect-no-changes --ignore-protect --import-file= -j,--json -m,--message= --neo
    --override-env= -p,--parallel= --policy-pack= --policy-pack-config= -r,--refresh[=] --replace= --run-program
    --save-plan= --show-config --show-full-output --show-policy-remediations --show-reads
    --show-replacement-steps --show-sames --show-secrets --skip-config-validation --skip-plugin-pre-install
    -s,--stack= --suppress-outputs --suppress-permalink[=] --suppress-progress -t,--target= --target-dependents
    --target-replace= --urns`,
  up: `
    --attach-debugger[=] -c,--config= --config-file= --config-path --continue-on-error -d,--debug --diff
    --exclude= --exclude-dependents --expect-no-changes --ignore-protect -j,--json -m,--message= --neo
    --override-env= -p,--parallel= --policy-pack= --policy-pack-config= -r,--refresh[=] --replace= --run-program
    --secrets-provider= --show-config --show-full-output --show-policy-remediations --show-reads
    --show-replacement-steps --show-sames --show-secrets --skip-config-validation --skip-plugin-pre-install
    -f,--skip-preview -s,--stack= --strict --suppress-outputs --suppress-permalink[=] --suppress-progress
    -t,--target= --target-dependents --target-replace= --urns -y,--yes`,
  refresh: `
    --clear-pending-creates -c,--config= --config-file= --config-path -d,--debug --diff -x,--exclude=
    --exclude-dependents --expect-no-changes --import-pending-creates= -j,--json -m,--message= --neo
    --override-env= -p,--parallel= --preview-only --run-program --show-replacement-steps --show-sames
    --skip-config-validation --skip-pending-creates --skip-plugin-pre-install -f,--skip-preview -s,--stack=
    --suppress-outputs --suppress-permalink[=] --suppress-progress -t,--target= --target-dependents --urns
    -y,--yes`,
  destroy: `
    -c,--config= --config-file= --config-path --continue-on-error -d,--debug --diff -x,--exclude=
    --exclude-protected --ignore-protect -j,--json -m,--message= --neo --override-env= -p,--parallel=
    --preview-only -r,--refresh[=] --remove --run-program --show-config --show-full-output
    --show-replacement-steps --show-sames --skip-config-validation --skip-plugin-pre-install -f,--skip-preview
    -s,--stack= --suppress-outputs --suppress-permalink[=] --suppress-progress -t,--target= --target-dependents
    --urns -y,--yes`,
  import: `
    --config-file= -d,--debug --diff -f,--file= --from= --generate-code --generate-resources= -j,--json
    -m,--message= -o,--out= -p,--parallel= --parent= --preview-only --properties= --protect --provider=
    --skip-plugin-pre-install --skip-preview -s,--stack= --suppress-outputs --suppress-permalink[=]
    --suppress-progress --urns -y,--yes`,
  cancel: "-s,--stack= -y,--yes",
  stack: "--output= -i,--show-ids --show-name --show-secrets -u,--show-urns -s,--stack=",
  "stack init": "--copy-config-from= --no-select --secrets-provider= -s,--stack= --teams= -y,--yes",
  "stack ls": "-a,--all -o,--organization= --output= -p,--project= -t,--tag=",
  "stack select": "-c,--create --secrets-provider= -s,--stack=",
  "stack output": "-j,--json --shell --show-secrets -s,--stack=",
  "stack export": "--file= --show-secrets -s,--stack= --version=",
  "stack import": "--file= -f,--force -s,--stack=",
  "stack rm": "-f,--force --preserve-config --remove-backups -s,--stack= -y,--yes",
  "stack history": "--full-dates --output= --page= --page-size= --show-secrets -s,--stack=",
  config: "--config-file= -j,--json --open --show-secrets -s,--stack=",
  "config get": "-j,--json --open --path",
  "config set": "--path --plaintext --raw --secret --type=",
  "config rm": "--path",
  "state delete": "--all --force -s,--stack= --target-dependents -y,--yes",
  "state protect": "--all -s,--stack= -y,--yes",
  "state unprotect": "--all -s,--stack= -y,--yes",
  "state taint": "-s,--stack= -y,--yes",
  "state untaint": "--all -s,--stack= -y,--yes",
};

/** What its help does not show, on each command that runs over a stack. */
export const hiddenRunFlags =
  "--client= --copilot --event-log= --exec-agent= --exec-kind= --neo-task-on-failure --output= --plan= --remote";

/** Its commands that this engine has not, some under several names. */
export const otherCommands: Record<string, string> = {
  "": `
    about api console convert deployment do env gen-completion insights install login logout logs neo new org
    package plugin policy project schema template version watch whoami`,
  stack: "change-secrets-provider drift get graph migrate rename schedule tag webhook",
  config: "copy cp env refresh remove-all rm-all delete-all set-all",
  state: "edit update modify get move mv rename repair upgrade",
};
