package clean

import "testing"

// TestTableIsNoTicker: a row of numbers has as many gaps as a ticker, but is no row
// of headlines, though those may begin with the time.
func TestTableIsNoTicker(t *testing.T) {
	c := newCleaner(t, Options{Disable: []string{ModelRule}})
	for line, stays := range map[string]bool{
		"river mill       217   .892 .983 .925   .889 .979 .921   .881 .971 .924   .784 .952 .846 .935   .010 .011":                                                              true,
		"Speed 45.4 km/h | 28.2 mph 34.4 km/h | 21.4 mph 32.3 km/h | 20.1 mph 42.3 km/h | 26.3 mph 31.0 km/h | 19.3 mph 9":                                                       true,
		"15:02 The port opens again    15:10 Buses on strike    15:30 Wheat falls    16:05 The museum has a new face    16:40 Rain on Saturday    17:20 A bridge for the valley": false,
	} {
		var p Page
		c.Clean(&p, []byte(line+"\n\n"+captionArticle))
		if got := p.Blocks[0].Rule == Kept; got != stays {
			t.Errorf("%q: stays is %v", line, got)
		}
	}
}
