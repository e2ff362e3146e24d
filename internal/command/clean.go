package command

import "context"

func cleanCommand() subcommand {
	return subcommand{
		name: "clean", args: "[FILE|DIR|-]...",
		usage: "Clean only; leave repeated paragraphs.",
		flags: flagNames([]string{"audit", "summary", "max-removed", "templates", "site-field"},
			groupInput, groupOutput, groupCleaning, groupRun),
		run: func(p *program, ctx context.Context, o *options) error {
			return p.filter(ctx, o, halves{clean: true, path: []string{"clean"}})
		},
	}
}
