package web

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"sentier/internal/account"
	"sentier/internal/config"
	"sentier/internal/theme"
)

// effective is the configuration with what was set while the site runs.
func (s *Server) effective() *config.Config {
	if s.live != nil {
		if now := s.live.Load(); now != nil {
			return now
		}
	}
	return &s.settings
}

// settingsForm shows what can be set while the site runs.
func (r request) settingsForm(m *staff) error {
	view, _, err := r.settingsPage(m)
	if err != nil {
		return err
	}
	return r.show(view)
}

// settingsPage has a field for each setting: empty, it is as configured. It gives what is set now, too.
func (r request) settingsPage(m *staff) (*theme.SettingsPage, map[string]string, error) {
	within, cancel := r.within()
	defer cancel()
	set, err := r.members.Learners.Settings(within)
	if err != nil {
		return nil, nil, err
	}
	view := &theme.SettingsPage{Most: account.MostReason, Form: theme.Form{Action: "/" + r.lang + "/admin/settings"}}
	for _, one := range r.settings.Settings() {
		field := theme.SettingField{Key: one.Name, Configured: one.Value, Choices: one.Choices, Least: one.Least, Most: one.Most}
		// What cannot be read is as good as not set: it is left out when it is read for use, too.
		_ = json.Unmarshal([]byte(set[one.Name]), &field.Value)
		set[one.Name] = field.Value
		view.Fields = append(view.Fields, field)
	}
	view.Layout, view.Admin, err = r.frame(m, "/settings", "settings_page.title")
	return view, set, err
}

// settingsChanged keeps what was changed. Each change is a line of the log, with the values before and after.
func (r request) settingsChanged(m *staff) error {
	view, set, err := r.settingsPage(m)
	if err != nil {
		return err
	}
	view.Reason = strings.TrimSpace(r.field("reason"))
	values := map[string]string{}
	var log []account.Action
	for i, f := range view.Fields {
		value := strings.TrimSpace(r.field(f.Key))
		view.Fields[i].Value = value
		if wrong := wrongSetting(f, value); wrong != nil {
			view.Problems = append(view.Problems, *wrong)
		}
		if value == set[f.Key] {
			continue
		}
		line, err := r.action(m, "setting.change")
		if err != nil {
			return err
		}
		if line.ID, err = newID(); err != nil { // one for each: what is set twice is no change the second time
			return err
		}
		line.Subject, line.Reason = f.Key, view.Reason
		log = append(log, line)
		values[f.Key] = ""
		if value != "" {
			text, err := json.Marshal(value)
			if err != nil {
				return err
			}
			values[f.Key] = string(text)
		}
	}
	if wrong := checkReason(view.Reason); wrong != nil && len(log) > 0 {
		view.Problems = append(view.Problems, *wrong)
	}
	if len(view.Problems) > 0 {
		return r.refuse(view)
	}
	if len(log) == 0 {
		r.notice(r.ctx, "settings_same")
		return r.to("/" + r.lang + "/admin/settings")
	}
	within, cancel := r.within()
	defer cancel()
	if err := r.members.Learners.ChangeSettings(within, values, log); err != nil {
		return err
	}
	r.notice(r.ctx, "settings_changed")
	return r.to("/" + r.lang + "/admin/settings")
}

// wrongSetting tells what is wrong with a value; nil: nothing, or it is as configured.
func wrongSetting(f theme.SettingField, value string) *theme.Problem {
	if value == "" {
		return nil
	}
	n, err := strconv.Atoi(value)
	switch {
	case len(f.Choices) > 0 && slices.Contains(f.Choices, value):
		return nil
	case len(f.Choices) == 0 && err == nil && n >= f.Least && n <= f.Most:
		return nil
	}
	return &theme.Problem{Field: f.Key, Key: "admin.no_setting"}
}
