package command

import (
	"context"
	"os"
	"runtime/debug"
)

func dedupeCommand() subcommand {
	return subcommand{
		name: "dedupe", args: "[FILE|DIR|-]...",
		usage: "Remove repeated paragraphs only; apply no rules.",
		about: "Broken characters are mended as in the whole job, so that the two halves see the same text.",
		flags: flagNames([]string{"seen", "audit", "summary", "max-removed", "nfkc", "ascii-quotes", "ascii-dashes", "ascii-ellipsis"},
			groupInput, groupOutput, groupDuplicates, groupNear, groupRun),
		run: func(p *program, ctx context.Context, o *options) error {
			// What takes memory is a table in which the garbage collector has nothing to look
			// at: it may come twice as often, for half as much that waits for it.
			if os.Getenv("GOGC") == "" {
				defer debug.SetGCPercent(debug.SetGCPercent(50))
			}
			return p.filter(ctx, o, halves{dedupe: true, path: []string{"dedupe"}})
		},
	}
}
