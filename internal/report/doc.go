// Package report tells what a run did: the audit, one JSON line for each
// removal, and the summary at the end. It also makes foreign text safe to show
// on a terminal.
package report
