package clean

import "testing"

func TestCaptions(t *testing.T) {
	for line, want := range map[string]bool{
		"The old harbour on the morning after the storm. (AP Photo/Mary Holt)":           true,
		"The old harbour on the morning after the storm. Mary Holt/AFP via Getty Images": true,
		"Le vieux port au matin de la tempête. REUTERS/Marie Dol":                        true,
		"Le vieux port au matin de la tempête. © Marie Dol":                              true,
		"Der alte Hafen am Morgen nach dem Sturm. (Foto: Mia Holt/dpa)":                  true,
		"Der alte Hafen am Morgen nach dem Sturm. Foto: dpa":                             true,
		"Old harbour. Photo: Mary Holt":                                                  false, // too little before the credit
		"The harbour will open again in May, the mayor told Reuters on Friday.":          false,
		"He sold the picture: a harbour after the storm, two boats and a dog.":           false,
		"The agency put it in one word, in the headline of the day: storm":               false,
		"Since 1931 the yard has built its boats under the sign of Ropemaker© of Aurny":  false,
		"The report of the port is at https://port.example/reports/ap":                   false,
	} {
		b := Block{Text: []byte(line)}
		b.Measure()
		if got := isCaption(&b); got != want {
			t.Errorf("%q: %v", line, got)
		}
	}
}
