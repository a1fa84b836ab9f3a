# The same steps as ./run serve, in two stages: packages are built in the first, only the result is in the second.
FROM python:3.13-slim AS packages
WORKDIR /srv
COPY constraints.txt .
RUN python -m venv .venv && .venv/bin/pip install --no-cache-dir --require-hashes -r constraints.txt

FROM python:3.13-slim
ENV HOST=0.0.0.0 PORT=8000 ILIO_DATA_DIR=/data PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/srv/.venv/bin:$PATH
RUN useradd --system --uid 10001 --no-create-home ilio && install -d -o ilio -g ilio /data
WORKDIR /srv
COPY --from=packages /srv/.venv .venv
COPY pyproject.toml ./
COPY migrations migrations
COPY app app
USER ilio
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/healthz', timeout=2)"]
CMD ["python", "-m", "app", "serve"]
