package command

import (
	"slices"

	"winnow/clean"
)

// idle says which flags were typed that change nothing in a command. That is
// no mistake that a run should stop at, for scripts give the same flags to many
// runs; but whoever typed them expects something else.
func (o *options) idle(command string) (notices []string) {
	say := func(flag, why string) {
		if o.was(flag) {
			notices = append(notices, "--"+flag+" has no effect: "+why)
		}
	}
	if o.leavesOut(clean.ModelRule) {
		const why = "the rule " + clean.ModelRule + " is not used"
		if o.templates == "" { // which ask the model themselves
			say("level", why)
			say("model", why)
		}
		say("weights", why)
	}
	if o.scope != "site" && o.templates == "" && command != "learn" {
		say("site-field", "sites matter to --scope site and --templates")
	}
	if len(o.only) > 0 && !slices.ContainsFunc(o.only, func(rule string) bool { return !o.leavesOut(rule) }) {
		say("only", "--disable takes back all that it names, and no rule is used")
	}
	return notices
}

// leavesOut reports whether --only or --disable leaves a rule out.
func (o *options) leavesOut(rule string) bool {
	return slices.Contains(o.disable, rule) || len(o.only) > 0 && !slices.Contains(o.only, rule)
}
