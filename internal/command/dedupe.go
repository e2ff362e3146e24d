package command

import "context"

func dedupeCommand() subcommand {
	return subcommand{
		name: "dedupe", args: "[FILE|DIR|-]...",
		usage: "Remove repeated paragraphs only; apply no rules.",
		about: "Broken characters are mended as in the whole job, so that the two halves see the same text.",
		flags: flagNames([]string{"seen", "audit", "summary", "max-removed", "nfkc", "ascii-quotes", "ascii-dashes", "ascii-ellipsis"},
			groupInput, groupOutput, groupDuplicates, groupNear, groupRun),
		run: func(p *program, ctx context.Context, o *options) error {
			return p.filter(ctx, o, halves{dedupe: true, path: []string{"dedupe"}})
		},
	}
}
