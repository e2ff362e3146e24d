// Package command is the command line of winnow: flags in, exit status out.
// What was typed is put in order (permute.go), parsed by urfave/cli, checked
// against the one table of flags (flags.go) and turned into options; each
// subcommand has a file of its own. Nothing else of the program knows flags,
// terminals or exit statuses.
package command

import (
	"context"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// A subcommand is one thing that the program does.
type subcommand struct {
	name   string
	args   string   // what may follow its flags, as the help writes it
	usage  string   // one sentence
	about  string   // more, for its own help and the man page
	flags  []string // names of the flags that it takes
	words  []string // fixed words it takes as arguments, for the completions
	hidden bool
	verbs  []subcommand // what it does, if it is a family: the first when none is named
	run    func(p *program, ctx context.Context, o *options) error
}

// A program is one run of the command line.
type program struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	table          []flagDef
	commands       []subcommand
	say            *messages
}

// commandTable lists the subcommands in the order of the help. A new one is
// one file and one line here.
func commandTable() []subcommand {
	return []subcommand{
		cleanCommand(),
		dedupeCommand(),
		explainCommand(),
		keysCommand(),
		firstCommand(),
		rewriteCommand(),
		learnCommand(),
		rulesCommand(),
		evalCommand(),
		trainCommand(),
		seenCommand(),
		completionCommand(),
		helpCommand(),
		manCommand(),
	}
}

// Main runs the command line args, whose first word is the name of the
// program, and returns its exit status: 0 when all went well, 1 for a mistake
// in usage or rules with nothing written, 2 for output that is not complete, 3
// for input that was damaged, 10 and 11 for an index that is not the right one or
// in use, 128+n for a signal. Stdin, stdout and stderr are
// looked at for being terminals; Main closes none of them.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := withSignals(context.Background())
	defer stop()
	p := &program{
		stdin:    stdin,
		stdout:   stdout,
		stderr:   stderr,
		table:    flagTable(),
		commands: commandTable(),
		say:      newMessages(stderr),
	}
	status, message := exitStatus(ctx, p.main(ctx, args[min(1, len(args)):]))
	p.say.end()
	if message != "" {
		p.say.line(message)
	}
	return status
}

// main puts the words in order and runs the subcommand they name.
func (p *program) main(ctx context.Context, args []string) error {
	l, err := permute(args, p.table, p.commands)
	if err != nil {
		return err
	}
	c := p.resolve(l)
	switch {
	case l.version != "":
		return p.print(versionText())
	case l.help != "":
		return p.print(p.helpText(l.path, l.help == "-h"))
	}
	for _, f := range l.flags {
		if !slices.Contains(c.flags, f.name) {
			return usagef("see winnow "+strings.Join(append(l.path, "--help"), " "), "%s takes no --%s", strings.Join(append([]string{"winnow"}, l.path...), " "), f.name)
		}
	}
	if len(l.path) == 0 {
		if err := misspelt(l.bare, p.commands); err != nil {
			return err
		}
	}
	return p.parse(ctx, l, c)
}

// resolve finds the subcommand that a line names.
func (p *program) resolve(l *line) *subcommand {
	if len(l.path) == 0 {
		c := filterCommand()
		return &c
	}
	c := find(p.commands, l.path[0])
	switch {
	case c.verbs == nil:
		return c
	case len(l.path) == 2:
		return find(c.verbs, l.path[1])
	}
	return c
}

// parse has urfave/cli read the ordered line and run the subcommand c.
func (p *program) parse(ctx context.Context, l *line, c *subcommand) error {
	o, err := newOptions(p.table)
	if err != nil {
		return err
	}
	action := func(context *cli.Context) error {
		o.files = context.Args().Slice()
		if err := o.check(); err != nil {
			return err
		}
		if !o.quiet {
			for _, notice := range o.idle(c.name) {
				p.say.line(notice)
			}
		}
		return c.run(p, ctx, o)
	}
	// The name of the command for urfave/cli is its path in one word: it shall
	// not look for commands among the files.
	name := "winnow " + strings.Join(l.path, " ")
	app := &cli.App{
		Name:      "winnow",
		Writer:    p.stdout,
		ErrWriter: p.stderr,
		HideHelp:  true, HideVersion: true,
		DisableSliceFlagSeparator: true,
		ExitErrHandler:            func(*cli.Context, error) {},
		Commands: []*cli.Command{{
			Name:     name,
			Usage:    c.usage,
			HideHelp: true,
			Flags:    p.cliFlags(c, o),
			Action:   action,
			OnUsageError: func(_ *cli.Context, err error, _ bool) error {
				return usagef("", "%v", err)
			},
		}},
	}
	return app.RunContext(ctx, append([]string{"winnow", name}, l.words()[len(l.path):]...))
}

// cliFlags makes the flags of c; what they mean ends up in o.
func (p *program) cliFlags(c *subcommand, o *options) []cli.Flag {
	var flags []cli.Flag
	for i := range p.table {
		if slices.Contains(c.flags, p.table[i].name) {
			flags = append(flags, p.table[i].cli(o))
		}
	}
	return flags
}

// print writes a whole text to standard output.
func (p *program) print(text string) error {
	_, err := io.WriteString(p.stdout, text)
	return err
}

// find returns the subcommand called name, or nil.
func find(commands []subcommand, name string) *subcommand {
	if i := slices.IndexFunc(commands, func(c subcommand) bool { return c.name == name }); i >= 0 {
		return &commands[i]
	}
	return nil
}

// visible returns the names of the commands that the help lists.
func visible(commands []subcommand) []string {
	var names []string
	for _, c := range commands {
		if !c.hidden {
			names = append(names, c.name)
		}
	}
	return names
}

// flagNames returns the names of all flags under the given headings, and more.
func flagNames(more []string, groups ...string) []string {
	var names []string
	for _, d := range flagTable() {
		if slices.Contains(groups, d.group) {
			names = append(names, d.name)
		}
	}
	return append(names, more...)
}
