# Lianjian: docker build -t lianjian . && docker run --init -p 3000:3000 -v lianjian:/var/lib/lianjian lianjian
# The volume holds the embedded PostgreSQL, the secret that seals and signs, and what was last signed of the log. Who sets both
# DATABASE_URL and SECRET_KEY can do without, and then a backup that is put back is noticed only by who kept a checkpoint
# (see docker-compose.yml).

FROM node:20.20.2-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY dashboard/package.json dashboard/
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
# By the lock alone, as above: to prune would resolve what is needed anew.
RUN npm run build && npm ci --omit=dev --no-audit --no-fund

FROM node:20.20.2-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/var/lib/lianjian
COPY --from=build /app ./
# PostgreSQL does not run as root, and neither do we; the program itself stays out of its own reach.
RUN mkdir -p "$DATA_DIR" && chown node:node "$DATA_DIR"
USER node
VOLUME /var/lib/lianjian
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Whatever the command line can: docker run … lianjian help. Room for what requests leave behind (docs/operations.md).
ENTRYPOINT ["node", "--max-semi-space-size=64", "dist/src/cli.js"]
CMD ["serve"]
