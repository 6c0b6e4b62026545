FROM python:3.12-slim-bookworm

ENV PYTHONUTF8=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    CASEWORK_VAR=/srv/casework-var
RUN useradd --system --user-group --no-create-home --home-dir /nonexistent casework \
    && install -d -o casework -g casework -m 0700 /srv/casework-var
WORKDIR /srv/casework
COPY requirements.lock .
RUN pip install --require-hashes --no-deps -r requirements.lock
COPY manage.py ./
COPY casework casework
COPY api api
COPY frontend frontend
USER casework
VOLUME /srv/casework-var
EXPOSE 8000
CMD ["python", "-m", "granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "1", "--respawn-failed-workers", \
     "--log-config", "casework/config/granian-log.json", "casework.config.wsgi:application"]
