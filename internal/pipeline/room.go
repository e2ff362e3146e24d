package pipeline

import "os"

// room tells, from the share of the inputs that was read, how much disk the
// keys of the rest will take.
type room struct {
	ends []int64 // where each input ends, in bytes of all; nil if that is not known
	read int64   // bytes of all, so far
}

// newRoom looks up how large the inputs are.
func newRoom(c *Config) room {
	var r room
	end := int64(0)
	for _, name := range c.Inputs {
		size := int64(0)
		if name == "-" {
			spool, ok := c.Stdin.(interface{ Size() int64 })
			if !ok || spool.Size() > 1<<60 { // no end was given
				return room{}
			}
			size = spool.Size()
		} else if info, err := os.Stat(name); err == nil {
			if !info.Mode().IsRegular() {
				return room{}
			}
			size = info.Size()
		}
		end += size
		r.ends = append(r.ends, end)
	}
	return r
}

// isAt notes that a batch was read.
func (r *room) isAt(b *batch) {
	if r.ends == nil {
		return
	}
	begin := int64(0)
	if b.input > 0 {
		begin = r.ends[b.input-1]
	}
	r.read = min(begin+b.offset, r.ends[b.input])
}

// rest is how many bytes will come after the first done.
func (r *room) rest(done int64) int64 {
	if r.read <= 0 || len(r.ends) == 0 {
		return 0
	}
	all := r.ends[len(r.ends)-1]
	return int64(float64(done) * float64(all-r.read) / float64(r.read))
}
