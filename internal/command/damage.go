package command

import (
	"errors"
	"strings"

	"winnow/internal/corpus"
)

// waitsForKeyboard says that standard input would be read although nobody
// named it and a person sits at the other end.
func (p *program) waitsForKeyboard(o *options) bool {
	return len(o.files) == 0 && isTerminal(p.stdin)
}

// shortHelp is the answer to a command that would wait for a keyboard.
func (p *program) shortHelp(path []string) error {
	if err := p.print(p.helpText(path, true)); err != nil {
		return err
	}
	return &statusError{status: statusUsage}
}

// sayMissing says that there is nothing to read, and names what a folder holds
// and nobody could read.
func (p *program) sayMissing(plan *plan, o *options) {
	if len(plan.jobs)+len(plan.missing) == 0 && !o.quiet {
		p.say.line("no files in " + strings.Join(o.files, ", "))
	}
	for _, m := range plan.missing {
		p.say.damage("unreadable folder", m.name+": "+m.err.Error()+" (skipped)")
	}
}

// inputDamage says damage of the input, and returns any other error.
func (p *program) inputDamage(err error) error {
	var damage *corpus.InputError
	if !errors.As(err, &damage) {
		return err
	}
	p.say.damage(kindOf(err), damage.Error())
	return nil
}

// kindOf is what makes two messages about damage alike.
func kindOf(err error) string {
	var damage *corpus.InputError
	if errors.As(err, &damage) {
		return damage.What
	}
	return err.Error()
}

// damagedStatus is the end of a run whose damage has been said.
func (p *program) damagedStatus() error {
	if p.say.damaged() {
		return &statusError{status: statusDamaged}
	}
	return nil
}
