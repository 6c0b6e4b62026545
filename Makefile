# 一切命令的入口。make help 说明各命令。Nothing here needs root.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
JOBS ?= 3
PY := .venv/bin/python
LOCK := $(shell sha256sum requirements.lock | cut -c1-16)
DEV_LOCK := $(shell sha256sum requirements-dev.lock | cut -c1-16)
RUNTIME := .venv/runtime-$(LOCK)
DEV := .venv/dev-$(DEV_LOCK)
export PYTHONUTF8 := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
.DEFAULT_GOAL := help
.PHONY: help setup run test test-full check bench mutants docs shots venv browser

help:
	@echo '电信主管部门办案系统 · Casework'
	@echo
	@echo '  make run        安装、启动数据库、迁移、装入示例并开始服务:http://127.0.0.1:$(PORT)/   Ctrl-C 停止'
	@echo '                  install, start everything on this machine, serve; PORT=8001 chooses another port'
	@echo '  make test       安装并运行全部测试(十分钟以内)          every test, within ten minutes'
	@echo '  make test-full  连同全部 1495 件真实来件等长时测试        also the long ones: all 1,495 real tickets'
	@echo '  make check      风格、类型、分层、迁移是否齐全            style, types, layers, migrations'
	@echo '  make bench      一万件与二十万件案件时的耗时              timings at 10,000 and 200,000 cases'
	@echo '  make mutants    改动期间计算的程序,看测试能否发现(半小时)  small changes of the arithmetic: do the tests notice? (half an hour)'
	@echo '  make docs       从程序重新生成 docs/complaints.md、petitions.md、reconsideration.md  the published rulebook, from the program'
	@echo '  make shots      从运行中的系统重新拍 README 的图           the pictures of the README, from the running site'
	@echo '  make setup      只安装到 .venv(按 requirements.lock)   only install'
	@echo
	@echo '第一次来:make run,打开所印网址,用所印账号登录。First time here: make run, open the address, sign in as printed.'
	@echo '数据都在 var/ 下;停止后删去 var/ 即回到初始(以 root 运行时数据可能在 /var/lib/casework,var/ 里有链接)。'
	@echo 'All data is under var/. Own servers: DATABASE_URL=postgresql://… REDIS_URL=redis://… make run'

setup: $(RUNTIME)

run: $(RUNTIME)
	@exec $(PY) manage.py up --port $(PORT)

test: $(DEV) browser
	$(PY) -m pytest -n $(JOBS) -m "not full"

test-full: $(DEV) browser
	$(PY) -m pytest -n $(JOBS)

# Chromium and Chinese fonts for the browser tests: installed where root or sudo may, else named; those tests then fail and say so.
browser: $(DEV)
	@$(PY) -m tests.browser.chromium || true

check: $(DEV)
	$(PY) -m ruff check .
	$(PY) -m mypy casework api frontend
	$(PY) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()'
	$(PY) manage.py prove complaints
	$(PY) manage.py prove petitions
	$(PY) manage.py prove reconsideration
	$(PY) -m tests.services sh -c '$(PY) manage.py makemigrations --check --dry-run && $(PY) manage.py check --database default'
	$(PY) -m pytest -q tests/test_architecture.py tests/test_plumbing.py tests/test_compose.py

bench: $(DEV)
	$(PY) -m tests.services $(PY) -m tests.bench
	$(PY) -m tests.services $(PY) -m tests.bench.replays

# python -m tests.mutation --help says how to take a sample or one module.
mutants: $(DEV)
	$(PY) -m tests.mutation

# A test says when the published copy is no longer what the program declares.
docs: $(RUNTIME)
	$(PY) manage.py describe complaints --format markdown > docs/complaints.md.new
	@mv docs/complaints.md.new docs/complaints.md
	$(PY) manage.py describe petitions --format markdown > docs/petitions.md.new
	@mv docs/petitions.md.new docs/petitions.md
	$(PY) manage.py describe reconsideration --format markdown > docs/reconsideration.md.new
	@mv docs/reconsideration.md.new docs/reconsideration.md

# The pictures of the README, from the running site.
shots: $(DEV) browser
	$(PY) -m tests.browser.shots

# The dev lock holds every line of the runtime lock (a test says so), so installing it serves for both.
$(DEV): | venv
	@echo '正在按 requirements-dev.lock 安装…… Installing.'
	@$(PY) -m pip install --quiet --require-hashes --no-deps -r requirements-dev.lock
	@rm -f .venv/dev-* .venv/runtime-*; touch $(RUNTIME) $@

$(RUNTIME): | venv
	@echo '正在按 requirements.lock 安装,约需一分钟…… Installing, about a minute.'
	@$(PY) -m pip install --quiet --require-hashes --no-deps -r requirements.lock
	@rm -f .venv/runtime-*; touch $@

# Asked every time (30 ms): a .venv that does not run (another machine's, another user's, an older Python's) is made anew.
venv:
	@$(PY) -c 'import pip' 2>/dev/null || { \
	  command -v $(PYTHON) >/dev/null || { echo '没有 $(PYTHON),请运行 please run:  sudo apt install python3 python3-venv'; exit 1; }; \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo '需要 Python 3.11 或更新,可写 make run PYTHON=python3.12。Python 3.11 or newer is needed.'; exit 1; }; \
	  $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	    { echo '缺少 venv 模块,请运行 please run:  sudo apt install python3-venv'; exit 1; }; \
	  rm -rf .venv 2>/dev/null || \
	    { echo '.venv 属于别的用户,无法使用,请复制一份自己的代码。.venv is of another user: use a copy of your own.'; exit 1; }; \
	  $(PYTHON) -m venv .venv; }
