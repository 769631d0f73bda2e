package dev.sluice.bundle.artifact.settings;

import dev.sluice.bundle.artifact.Artifact;
import dev.sluice.bundle.artifact.githubactions.Job;
import dev.sluice.bundle.artifact.githubactions.Setup;
import dev.sluice.bundle.artifact.githubactions.Step;
import dev.sluice.bundle.artifact.githubactions.Workflow;
import dev.sluice.bundle.artifact.project.Project;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The workflow that asks the code host whether what the files of settings say holds there.
///
/// What holds may be stricter than a file, since an organisation adds rules of its own; weaker or
/// missing fails. So does a host that gives no answer: nobody looked then.
final class Comparison {
  private static final String BRANCH =
      """
      set -euo pipefail
      shopt -s nullglob
      gh api "repos/$GH_REPO/rules/branches/$BRANCH?per_page=100" > "$RUNNER_TEMP/rules.json" || {
        echo "::error::could not look: GitHub gave no answer on the rules of $BRANCH" >&2
        exit 2
      }
      for file in .github/rulesets/*.json; do
        jq --raw-output --arg branch "$BRANCH" --slurpfile rules "$RUNNER_TEMP/rules.json" '
          def meant: .enforcement == "active" and .target == "branch"
            and (.conditions.ref_name.include | any(. == "~DEFAULT_BRANCH" or . == "~ALL" or . == "refs/heads/" + $branch));
          def kept($have): . as $want
            | if type == "boolean" then . == false or ($have | any(. == true))
              elif type == "number" then $have | any(type == "number" and . >= $want)
              elif type == "array" and all(.[]; type == "object") then
                all(.[]; . as $one | [$have[] | arrays[]] | any(. as $there | $one | to_entries | all(.value == $there[.key])))
              elif type == "array" then $have | any(type == "array" and . - $want == [])
              else $have | any(. == $want) end;
          select(meant) | .rules[] | .type as $type | [$rules[0][] | select(.type == $type)] as $live
          | if ($live | length) == 0 then "there is no rule \\($type)"
            else (.parameters // {}) | to_entries[] | .key as $key | [$live[].parameters[$key]] as $have
              | select(.value | kept($have) | not) | "\\($type): \\($key) is \\($have | map(tojson) | join(", ")), not \\(.value | tojson)" end
        ' "$file" | sed "s|^|::error file=$file::$BRANCH: |"
      done > "$RUNNER_TEMP/branch"
      cat "$RUNNER_TEMP/branch"
      if [ -s "$RUNNER_TEMP/branch" ]; then
        echo "Import the file: Settings, Rules, Rulesets, New ruleset, Import a ruleset; or, as an administrator,"
        echo "gh api --method POST repos/$GH_REPO/rulesets --input .github/rulesets/default-branch.json"
        exit 1
      fi
      """;

  private static final String ENVIRONMENTS =
      """
      set -euo pipefail
      shopt -s nullglob
      gh api "repos/$GH_REPO/environments?per_page=100" > "$RUNNER_TEMP/environments.json" || {
        echo "::error::could not look: GitHub gave no answer on the environments" >&2
        exit 2
      }
      for file in .github/environments/*.json; do
        name=$(jq --raw-output '.name' "$file")
        jq --slurpfile file "$file" '.environments | map(select(.name == $file[0].name))' "$RUNNER_TEMP/environments.json" > "$RUNNER_TEMP/live.json"
        echo '{"branch_policies": []}' > "$RUNNER_TEMP/policies.json"
        if jq --exit-status 'any(.[]; .deployment_branch_policy.custom_branch_policies)' "$RUNNER_TEMP/live.json" > "$RUNNER_TEMP/custom"; then
          path=$(jq --raw-output '.name | @uri' "$file")
          gh api "repos/$GH_REPO/environments/$path/deployment-branch-policies?per_page=100" > "$RUNNER_TEMP/policies.json" || {
            echo "::error file=$file::could not look: GitHub gave no answer on the branches that may enter $name" >&2
            exit 2
          }
        fi
        jq --raw-output --slurpfile live "$RUNNER_TEMP/live.json" --slurpfile policies "$RUNNER_TEMP/policies.json" '
          def rule($type): [.protection_rules[]? | select(.type == $type)][0];
          def reviewers: [rule("required_reviewers").reviewers[]? | .type + " " + (.reviewer | .login // .slug)] | sort;
          def enter: [.[] | (.type // "branch") + " " + .name] | sort;
          $live[0][0] as $there
          | if $there == null then "there is no such environment"
            else
              (select(reviewers != ($there | reviewers)) | "reviewers are \\($there | reviewers | tojson), not \\(reviewers | tojson)"),
              (select(rule("required_reviewers").prevent_self_review and ($there | rule("required_reviewers").prevent_self_review | not))
                | "who changed something may approve it"),
              (select((rule("wait_timer").wait_timer // 0) > ($there | rule("wait_timer").wait_timer // 0)) | "a release waits for less time"),
              (select(.deployment_branch_policy != null and .deployment_branch_policy != $there.deployment_branch_policy)
                | "other branches may enter"),
              (select(.branch_policies != null and (.branch_policies | enter) != ($policies[0].branch_policies | enter))
                | "\\($policies[0].branch_policies | enter | tojson) may enter, not \\(.branch_policies | enter | tojson)")
            end
        ' "$file" | sed "s|^|::error file=$file::$name: |"
      done > "$RUNNER_TEMP/differences"
      cat "$RUNNER_TEMP/differences"
      if [ -s "$RUNNER_TEMP/differences" ]; then
        echo "Set it as the file says: Settings, Environments; or change the file, when what holds is what is meant."
        exit 1
      fi
      """;

  private static final String PURPOSE =
      "Asks GitHub whether what the files of settings say still holds there, and fails when it does"
          + " not.";
  private static final String NOTE =
      """
      # Files in .github/rulesets are imported by Settings, Rules, Rulesets; those in .github/environments are set by hand.
      # Both have the form in which the API gives them. Who may pass the rules by is shown to administrators only.
      """;

  private Comparison() {}

  /// The workflow.
  static Artifact of(Project project, boolean branch, boolean environments, String criterion) {
    List<Step> steps = new ArrayList<>(List.of(Setup.checkout()));
    if (branch) {
      steps.add(script("the branch has the rules of its file", BRANCH));
    }
    if (environments) {
      steps.add(script("the environments are protected as their files say", ENVIRONMENTS));
    }
    Job job = Job.reading("settings", "settings hold", 5, steps);
    List<String> on =
        List.of(
            "push:",
            "  branches: [" + project.branch() + "]",
            "  paths: [.github/rulesets/**, .github/environments/**, "
                + SettingsMaker.WORKFLOW
                + "]",
            "schedule:",
            "  - cron: \"41 4 * * *\"",
            "workflow_dispatch:");
    String text =
        new Workflow(
                Artifact.header("#", PURPOSE, criterion) + NOTE,
                "settings",
                on,
                "settings",
                "false",
                Map.of(),
                List.of(environments ? job.may("actions", "read") : job))
            .text();
    return new Artifact(SettingsMaker.WORKFLOW, text, PURPOSE, criterion);
  }

  private static Step script(String name, String text) {
    Step step =
        Step.run(name, text.lines().toList())
            .env("GH_TOKEN", "${{ github.token }}")
            .env("GH_REPO", "${{ github.repository }}");
    return text.contains("$BRANCH")
        ? step.env("BRANCH", "${{ github.event.repository.default_branch }}")
        : step;
  }
}
