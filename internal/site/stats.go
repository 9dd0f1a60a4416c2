package site

import "sentier/internal/course"

// Stats is what a course holds, for the health page and the lines that serve prints.
type Stats struct {
	Revision  string   `json:"revision"`
	Source    string   `json:"source,omitempty"`
	Commit    string   `json:"commit,omitempty"`
	Modules   int      `json:"modules"`
	Sequences int      `json:"sequences"`
	Lessons   int      `json:"lessons"` // without drafts
	Questions int      `json:"questions"`
	Entries   int      `json:"entries"`   // of the glossaries
	Words     int      `json:"words"`     // of the lessons, in the language they were written in
	Languages []string `json:"languages"` // in the order they first appear
}

func count(c *course.Course) Stats {
	s := Stats{Revision: c.Revision, Source: c.Source, Commit: c.Commit, Languages: []string{}}
	known := map[string]bool{}
	for _, m := range c.Modules {
		s.Modules++
		s.Entries += len(m.Glossary.Entries)
		for _, lang := range m.Languages {
			if !known[lang] {
				known[lang] = true
				s.Languages = append(s.Languages, lang)
			}
		}
		for _, sequence := range m.Sequences {
			s.Sequences++
			if sequence.Quiz != nil {
				s.Questions += len(sequence.Quiz.Questions)
			}
			for _, l := range sequence.Lessons {
				if !l.Draft {
					s.Lessons++
					s.Questions += len(l.Questions)
					s.Words += words(l.Rendition(m.Source()).Plain)
				}
			}
		}
	}
	return s
}

// words counts the runs of characters between blanks. No-break spaces stand before signs, which are no words.
func words(text string) int {
	n, inside := 0, false
	for i := range len(text) {
		blank := text[i] <= ' '
		if !blank && !inside {
			n++
		}
		inside = !blank
	}
	return n
}
