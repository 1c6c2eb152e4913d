/** The page as an installed application, and its connection, in English. */
export const shell = {
  oneMoment: 'One moment…',
  keepsTrying: 'This page tries again by itself, and goes on as soon as the server is back.',
  offline: 'You are offline. What you write is sent later.',
  newVersion: 'A new version is ready.',
  reload: 'Reload',
  later: 'Later',
}
