package command

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"winnow/clean"
)

func completionCommand() subcommand {
	return subcommand{
		name: "completion", args: "bash|zsh|fish",
		usage: "Print completions for a shell.",
		about: "For bash: source <(winnow completion bash). For zsh, put the output in a file _winnow in a folder of $fpath. " +
			"For fish, in ~/.config/fish/completions/winnow.fish.",
		words: []string{"bash", "zsh", "fish"},
		run: func(p *program, _ context.Context, o *options) error {
			if len(o.files) != 1 {
				return usagef("write winnow completion bash, zsh or fish", "completion needs the name of one shell")
			}
			switch o.files[0] {
			case "bash":
				return p.print(p.bashCompletion())
			case "zsh":
				return p.print(p.zshCompletion())
			case "fish":
				return p.print(p.fishCompletion())
			}
			return unknown("shell", o.files[0], []string{"bash", "zsh", "fish"})
		},
	}
}

// choices are the words a flag's value is chosen from, if they are known.
func (d *flagDef) choices() []string {
	if d.name == "disable" || d.name == "only" {
		return ruleNames(clean.Rules())
	}
	return d.words
}

// fileValue says that a flag's value is the name of a file.
func (d *flagDef) fileValue() bool { return strings.Contains(d.arg, "FILE") }

// argumentWords are the fixed words that may follow a command.
func (c *subcommand) argumentWords() []string {
	return append(slices.Clone(c.words), visible(c.verbs)...)
}

// ruleArgument says that a verb's argument is the name of a rule.
func (c *subcommand) ruleArgument() bool { return c.args == "NAME" }

func (p *program) bashCompletion() string {
	var b strings.Builder
	b.WriteString(`# bash completion for winnow
_winnow() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words= i
    COMPREPLY=()
    [[ $cur == = ]] && cur=
    [[ $prev == = ]] && prev=${COMP_WORDS[COMP_CWORD-2]}
    case $prev in
`)
	for i := range p.table {
		d := &p.table[i]
		names := "--" + d.name
		if d.short != "" {
			names += "|-" + d.short
		}
		switch {
		case d.arg == "" || d.alone != "":
		case d.choices() != nil:
			fmt.Fprintf(&b, "    %s) COMPREPLY=($(compgen -W '%s' -- \"$cur\")); return ;;\n", names, strings.Join(d.choices(), " "))
		case d.fileValue():
			fmt.Fprintf(&b, "    %s) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n", names)
		default:
			fmt.Fprintf(&b, "    %s) return ;;\n", names)
		}
	}
	b.WriteString("    esac\n    case \"${COMP_WORDS[*]:1:COMP_CWORD-1}\" in\n")
	p.bashCommands(&b, nil, p.commands)
	root := filterCommand()
	fmt.Fprintf(&b, "    *) words='%s' ;;\n    esac\n", strings.Join(append(visible(p.commands), p.flagWords(&root)...), " "))
	b.WriteString(`    COMPREPLY=($(compgen -W "$words" -- "$cur") $(compgen -f -- "$cur"))
}
complete -o filenames -F _winnow winnow
`)
	return b.String()
}

func (p *program) bashCommands(b *strings.Builder, path []string, commands []subcommand) {
	for i := range commands {
		c := &commands[i]
		here := append(slices.Clone(path), c.name)
		p.bashCommands(b, here, c.verbs)
		words := append(c.argumentWords(), p.flagWords(c)...)
		if c.ruleArgument() {
			words = append(words, ruleNames(clean.Rules())...)
		}
		name := strings.Join(here, " ")
		fmt.Fprintf(b, "    %q|%q*) words='%s' ;;\n", name, name+" ", strings.Join(words, " "))
	}
}

// flagWords are the flags of a command as they are typed.
func (p *program) flagWords(c *subcommand) []string {
	words := []string{"--help"}
	for i := range p.table {
		if slices.Contains(c.flags, p.table[i].name) {
			words = append(words, "--"+p.table[i].name)
		}
	}
	return words
}

func (p *program) zshCompletion() string {
	var b strings.Builder
	b.WriteString("#compdef winnow\n# zsh completion for winnow\n_winnow() {\n    local -a commands flags\n    commands=(\n")
	for _, c := range p.commands {
		if !c.hidden {
			fmt.Fprintf(&b, "        %s\n", shellQuote(c.name+":"+c.usage))
		}
	}
	b.WriteString("    )\n    flags=(\n        '(-h --help)'{-h,--help}'[show help]'\n")
	for i := range p.table {
		p.table[i].zsh(&b)
	}
	b.WriteString("    )\n    case ${words[2]} in\n")
	for i := range p.commands {
		c := &p.commands[i]
		words := c.argumentWords()
		if len(words) == 0 {
			continue
		}
		rest := "'*:file:_files'"
		if c.verbs != nil {
			rest = "'3:argument:(" + strings.Join(ruleNames(clean.Rules()), " ") + ")' " + rest
		}
		fmt.Fprintf(&b, "    %s) _arguments $flags '2:what:(%s)' %s ;;\n", c.name, strings.Join(words, " "), rest)
	}
	b.WriteString(`    *) _arguments $flags '1: :{_describe command commands; _files}' '*:file:_files' ;;
    esac
}
if [[ $funcstack[1] == _winnow ]]; then _winnow "$@"; else compdef _winnow winnow; fi
`)
	return b.String()
}

// zsh writes the flag as _arguments reads it.
func (d *flagDef) zsh(b *strings.Builder) {
	about := strings.NewReplacer("[", `\[`, "]", `\]`, ":", `\:`).Replace(firstSentence(d.usage))
	value := ""
	switch {
	case d.arg == "" || d.alone != "":
	case d.choices() != nil:
		value = ":" + d.name + ":(" + strings.Join(d.choices(), " ") + ")"
	case d.fileValue():
		value = ":file:_files"
	default:
		value = ":" + strings.ToLower(d.arg) + ": "
	}
	repeat := ""
	if d.many {
		repeat = "*"
	}
	fmt.Fprintf(b, "        %s\n", shellQuote(repeat+"--"+d.name+"["+about+"]"+value))
	if d.short != "" {
		fmt.Fprintf(b, "        %s\n", shellQuote(repeat+"-"+d.short+"["+about+"]"+value))
	}
}

func (p *program) fishCompletion() string {
	var b strings.Builder
	b.WriteString("# fish completion for winnow\n")
	all := strings.Join(visible(p.commands), " ")
	for i := range p.commands {
		c := &p.commands[i]
		if c.hidden {
			continue
		}
		fmt.Fprintf(&b, "complete -c winnow -n 'not __fish_seen_subcommand_from %s' -a %s -d %s\n", all, c.name, shellQuote(c.usage))
		for _, w := range c.argumentWords() {
			fmt.Fprintf(&b, "complete -c winnow -n '__fish_seen_subcommand_from %s' -a %s\n", c.name, w)
		}
	}
	for i := range p.table {
		d := &p.table[i]
		fmt.Fprintf(&b, "complete -c winnow -l %s", d.name)
		if d.short != "" {
			fmt.Fprintf(&b, " -s %s", d.short)
		}
		switch {
		case d.arg == "" || d.alone != "":
		case d.choices() != nil:
			fmt.Fprintf(&b, " -x -a %s", shellQuote(strings.Join(d.choices(), " ")))
		case d.fileValue():
			b.WriteString(" -r")
		default:
			b.WriteString(" -x")
		}
		fmt.Fprintf(&b, " -d %s\n", shellQuote(firstSentence(d.usage)))
	}
	return b.String()
}

// shellQuote quotes s for bash, zsh and fish.
func shellQuote(s string) string {
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}
