@echo off
rem Starts Carotene Admin, from the unpacked archive. Needs a Java 17 or newer.
setlocal
set "HOME_DIR=%~dp0.."
set "JAVA=javaw"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\javaw"
start "" "%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m %CAROTENE_ADMIN_JAVA_OPTS% --module-path "%HOME_DIR%\lib\javafx" --add-modules javafx.controls -cp "%HOME_DIR%\lib\app\*" org.carotene.admingui.app.Main %*
