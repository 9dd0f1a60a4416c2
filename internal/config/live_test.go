package config_test

import (
	"testing"

	"sentier/internal/config"
)

func TestSettingsOverTheFile(t *testing.T) {
	base := config.Default()
	got, problems := base.With(map[string]string{"registration": "closed", "minimum_age": "13", "max_accounts": "many", "listen": ":80"})
	if got.Registration != "closed" || got.MinimumAge != 13 || got.MaxAccounts != base.MaxAccounts || got.Listen != base.Listen {
		t.Errorf("%+v", got)
	}
	if len(problems) != 2 {
		t.Errorf("%v, want two problems", problems)
	}
	if base.Registration != "open" {
		t.Error("the configuration under it has changed")
	}
	values := map[string]string{}
	for _, s := range got.Settings() {
		values[s.Name] = s.Value
		if len(s.Choices) == 0 && s.Most == 0 {
			t.Errorf("%s: a page cannot ask for it", s.Name)
		}
	}
	if values["registration"] != "closed" || values["minimum_age"] != "13" || values["listen"] != "" {
		t.Errorf("%v", values)
	}
}
