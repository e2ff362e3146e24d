package eval

import (
	"encoding/json"
	"io"
	"math"
	"strconv"
)

// MarshalJSON makes an object of a row: its name, its documents, and the
// figures that it has, in full.
func (r Row) MarshalJSON() ([]byte, error) {
	name, err := json.Marshal(r.Name)
	if err != nil {
		return nil, err
	}
	out := append([]byte(`{"name":`), name...)
	out = append(out, `,"docs":`...)
	out = strconv.AppendInt(out, int64(r.Documents), 10)
	for c, x := range r.Figures {
		if math.IsNaN(x) {
			continue
		}
		out = append(out, `,"`+columnNames[c]+`":`...)
		out = strconv.AppendFloat(out, x, 'g', -1, 64)
	}
	return append(out, '}'), nil
}

// WriteJSON writes the report as one JSON object. The error is that of w.
func (r *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Documents   int          `json:"docs"`
		Missing     int          `json:"missing"`
		Sets        []Row        `json:"sets"`
		Mean        Row          `json:"mean"`
		By          string       `json:"by"`
		Groups      []Row        `json:"groups"`
		Calibration *Calibration `json:"calibration,omitempty"`
		Worst       []Case       `json:"worst,omitempty"`
	}{r.Documents, r.Missing, r.Sets, r.Mean, r.Key, r.Groups, r.Calibration, r.Worst})
}
