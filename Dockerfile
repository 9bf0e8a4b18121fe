# The server in a container: docs/operations.md, "In containers".
FROM node:22-alpine AS web
WORKDIR /build/web
COPY src/web/package.json src/web/package-lock.json ./
RUN npm ci
COPY src/web .
RUN node scripts/build.mjs

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /build
# What decides which packages are restored, on its own: a change of the code does not restore again.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/Queue.Core/Queue.Core.csproj src/Queue.Core/packages.lock.json src/Queue.Core/
COPY src/Queue.WebPush/Queue.WebPush.csproj src/Queue.WebPush/packages.lock.json src/Queue.WebPush/
COPY src/Queue.Server/Queue.Server.csproj src/Queue.Server/packages.lock.json src/Queue.Server/
RUN dotnet restore src/Queue.Server --locked-mode
COPY src src
# Built above already: there is no Node here, and none is needed.
COPY --from=web /build/web/dist src/web/dist
RUN dotnet publish src/Queue.Server -c Release --no-restore -o /app -p:UseAppHost=false -p:BuildWeb=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
# APP_UID is the image's own user without rights; a named volume at /data takes over the owner of the folder.
RUN mkdir /data && chown "$APP_UID" /data && chmod 700 /data
USER $APP_UID
ENV ASPNETCORE_URLS=http://+:8080 ASPNETCORE_HTTP_PORTS= Queue__DataDirectory=/data DOTNET_EnableDiagnostics=0
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
# "live", not "ready": starting it again cures neither a full disk nor a broker that is away.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["dotnet", "Queue.Server.dll", "health", "live"]
ENTRYPOINT ["dotnet", "Queue.Server.dll"]
