package theme

// Admin is what stands around a page of the administration: where else its reader may go.
type Admin struct {
	Sections []AdminSection
}

// AdminSection is a page of the navigation of the administration: a message "admin.section." + Key names it.
type AdminSection struct {
	Key    string
	URL    string
	Here   bool
	Within bool // the page is below it
}

// AdminPage is /fr/admin: where the team begins.
type AdminPage struct {
	Layout
	Admin
	Unanswered []QueueRow // the oldest questions of the forum that nobody answered
	State      *StateView // for administrators; nil: for others
}

func (*AdminPage) Template() string { return "admin" }

// AgainPage asks somebody of the team to show anew that it is them. It posts password, or passkey and state (see
// SignInPage), with back or held.
type AgainPage struct {
	Layout
	Form
	Name    string // to sign in
	Held    string // the form that they sent before, to go on with; may be empty
	Passkey string // the address of what a device is asked; empty: there are no passkeys
}

func (*AgainPage) Template() string { return "again" }

// FirstPage is /fr/admin/first: it makes the first administrator. It posts link and back; of who is not signed in
// name and password, too.
type FirstPage struct {
	Layout
	Form
	Link     string
	Gone     bool // the link opens nothing any more, and the rest is empty
	SignedIn bool
	Name     string // of who is signed in, or as it was typed
	Least    int    // characters of a password
}

func (*FirstPage) Template() string { return "first" }

// SettingField is what can be set while the site runs: a message "setting.title." + Key names it.
type SettingField struct {
	Key         string
	Value       string   // as it is set; empty: as configured
	Configured  string   // what holds then
	Choices     []string // messages "setting.choice." + each; none: a whole number
	Least, Most int
}

// SettingsPage is /fr/admin/settings. It posts every field by its key, and reason.
type SettingsPage struct {
	Layout
	Admin
	Form
	Fields []SettingField
	Reason string
	Most   int // characters of it
}

func (*SettingsPage) Template() string { return "settings" }
