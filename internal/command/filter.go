package command

import "context"

// filterCommand is what winnow does when no subcommand is named.
func filterCommand() subcommand {
	return subcommand{
		name: "", args: "[FILE|DIR|-]...",
		usage: "Clean scraped text: what a person would read comes out, once.",
		about: "Without files winnow reads standard input, and without --output it writes to standard output. " +
			"A folder stands for the files in it, in the order of their names, but for those whose names begin with a dot; links to other folders in it are not followed. " +
			"Files compressed with gzip, zstd or bzip2 are read as what is in them.\n\n" +
			"Menus, tickers, prompts, teasers and other furniture of web pages are removed by rules; " +
			"broken characters are mended; a paragraph that stood before is left out. " +
			"Nothing else changes: quotes, dashes and accents stay as written, and JSON records keep every byte but the text. " +
			"--audit writes down everything that was removed, and winnow explain shows it.",
		flags: flagNames([]string{"seen", "audit", "summary", "max-removed"},
			groupInput, groupOutput, groupCleaning, groupDuplicates, groupNear, groupRun),
		run: func(p *program, ctx context.Context, o *options) error {
			return p.filter(ctx, o, halves{clean: true, dedupe: true})
		},
	}
}
