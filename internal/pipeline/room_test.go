package pipeline

import "testing"

// The disk that is needed is told from what a part of the inputs took.
func TestRoom(t *testing.T) {
	in := files(t, bridge, bridge+ferry, market)
	r := newRoom(&Config{Inputs: in})
	all := int64(2*len(bridge) + len(ferry) + len(market))
	if got := r.rest(1000); got != 0 {
		t.Errorf("before anything was read: %d", got)
	}
	r.isAt(&batch{input: 1, offset: 10})
	read := int64(len(bridge) + 10)
	if got, want := r.rest(1000*read), 1000*(all-read); got != want {
		t.Errorf("%d bytes to come, want %d", got, want)
	}
	r.isAt(&batch{input: 2, offset: 1 << 40})
	if got := r.rest(1000); got != 0 {
		t.Errorf("at the end: %d bytes to come", got)
	}
	r = newRoom(&Config{Inputs: []string{in[0], "-"}})
	r.isAt(&batch{input: 0, offset: 10})
	if got := r.rest(1000); got != 0 {
		t.Errorf("of a stream without end: %d", got)
	}
}
