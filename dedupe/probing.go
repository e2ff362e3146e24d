package dedupe

// What the tables with linear probing have in common that keep several slots of
// one value, in the order in which they came.

// after is the slot after i, of n.
func after(i, n int) int {
	if i++; i < n {
		return i
	}
	return 0
}

// grown returns a table half as long again, and at least least slots long, with
// the slots that are used of one in which some are free. start is where the
// search for a slot begins in a table of that length. The slots of one value may
// stand around the end of the table: they are taken over from the first one
// after a free slot, so that they stay in order.
func grown[S any](old []S, least int, used func(S) bool, start func(S, int) int) []S {
	n := max(least, len(old)+len(old)/2)
	table := make([]S, n)
	if len(old) == 0 {
		return table
	}
	first := 0
	for used(old[first]) {
		first++
	}
	for i := after(first, len(old)); i != first; i = after(i, len(old)) {
		if s := old[i]; used(s) {
			j := start(s, n)
			for used(table[j]) {
				j = after(j, n)
			}
			table[j] = s
		}
	}
	return table
}
