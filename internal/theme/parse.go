package theme

import (
	"errors"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/jba/templatecheck"
	"golang.org/x/sync/errgroup"

	"sentier/internal/lang"
)

// views has one of each page: a page template is checked against the type of its view.
func views() []Page {
	return []Page{
		&HomePage{}, &ModulePage{}, &SequencePage{}, &LessonPage{}, &QuizEntryPage{}, &GlossaryPage{}, &EntryPage{},
		&SearchPage{}, &HelpPage{}, &AboutPage{}, &ContactPage{}, &TermsPage{}, &AccessibilityPage{}, &LegalPage{},
		&PrivacyPage{}, &ContributePage{}, &CreditsPage{}, &ComfortPage{}, &ErrorPage{}, &outlinePage{},
		&SignUpPage{}, &SignInPage{}, &CodesPage{}, &RecoverPage{}, &RenewPage{}, &ConfirmPage{}, &UnsubscribePage{},
		&AccountPage{}, &PasskeyPage{}, &DataPage{}, &ImportPage{},
		&AttemptPage{}, &ResultPage{}, &GroupPage{}, &PathPage{}, &ReviewPage{}, &RecordPage{}, &CriteriaPage{}, &BadgePage{},
		&NewsPage{}, &SitesPage{}, &MeetingsPage{}, &NewsEntryPage{}, &AdminNewsPage{}, &AdminNewsEntryPage{},
		&SlipsPage{}, &AuthorBar{}, &DataFile{},
		&FeedbackPage{}, &FeedbackStatePage{}, &AdminFeedbackPage{}, &AdminRemarkPage{},
		&SuggestPage{}, &SuggestionPage{}, &AdminSuggestionsPage{}, &AdminSuggestionPage{},
		&InquiryFormPage{}, &InquiryPage{}, &AdminInquiriesPage{}, &AdminInquiryPage{},
		&AgainPage{}, &HeldPage{}, &AdminPage{}, &FirstPage{}, &PeoplePage{}, &PersonPage{}, &ActionsPage{}, &SettingsPage{}, &InsightPage{},
		&ReportPage{}, &QueuePage{}, &BlockListPage{}, &CasePage{}, &DecisionsPage{}, &AppealPage{},
		&ForumPage{}, &TopicPage{}, &ComposePage{}, &EditPage{}, &DeletePage{}, &HistoryPage{}, &ForgePage{}, &ConductPage{},
	}
}

// parse makes the templates of every language out of their sources.
//
// They are parsed once and checked as they were written; then each language has its own copy, in which whatever
// hangs on the language alone has become text (see fold).
func (t *Theme) parse(sources map[string]file, languages []string, icons icons) error {
	w := writer{theme: t, icons: icons, lang: languages[0], site: t.sites[languages[0]]}
	base := template.New("").Funcs(w.funcs())
	for _, name := range sortedKeys(sources) {
		if _, err := base.New(sources[name].path).Parse(string(sources[name].data)); err != nil {
			return err // it names file and line
		}
	}
	if err := t.check(base, sources, w); err != nil {
		return err
	}
	for _, one := range base.Templates() {
		if one.Tree != nil {
			straighten(one.Tree.Root)
		}
	}
	var group errgroup.Group
	for _, lang := range languages {
		pages := map[string]*template.Template{}
		t.pages[lang] = pages
		w := writer{theme: t, icons: icons, lang: lang, site: t.sites[lang]}
		group.Go(func() error {
			set, err := base.Clone()
			if err != nil {
				return fmt.Errorf("copy templates: %w", err)
			}
			set.Funcs(w.funcs())
			for _, one := range set.Templates() {
				if one.Tree != nil {
					w.fold(one.Tree.Root)
				}
			}
			keep(pages, set, sources)
			return w.settle(set)
		})
	}
	return group.Wait()
}

// check finds what would fail, or show a gap, in front of a reader.
func (t *Theme) check(base *template.Template, sources map[string]file, w writer) error {
	var problems []error
	var names []string
	for _, view := range views() {
		names = append(names, view.Template())
		source, found := sources[view.Template()]
		if !found {
			problems = append(problems, fmt.Errorf("templates/%s.html is missing: write it", view.Template()))
			continue
		}
		if err := templatecheck.CheckHTMLStrict(base.Lookup(source.path), view); err != nil {
			problems = append(problems, err) // it names file and line
		}
	}
	for _, p := range parts() {
		one := base.Lookup(p.name)
		if one == nil {
			problems = append(problems, fmt.Errorf("templates/parts: {{define %q}} is missing: write it", p.name))
			continue
		}
		if err := templatecheck.CheckHTMLStrict(one, p.view); err != nil {
			problems = append(problems, err)
		}
	}
	for _, name := range sortedKeys(sources) {
		if !strings.HasPrefix(name, "parts/") && !slices.Contains(names, name) {
			problems = append(problems, fmt.Errorf("%s: no page has this name: use one of %s, or put it into "+
				"templates/parts", sources[name].path, strings.Join(names, ", ")))
		}
	}
	for _, one := range base.Templates() {
		if one.Tree != nil {
			problems = append(problems, w.checkCalls(one.Tree)...)
		}
	}
	lang.SortBy(lang.NewCollator("en"), problems, error.Error) // line 7 before line 20
	problems = slices.CompactFunc(problems, func(a, b error) bool { return a.Error() == b.Error() })
	return errors.Join(problems...)
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
