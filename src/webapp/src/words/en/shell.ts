/** The page as an installed application, and its connection, in English. */
export const shell = {
  oneMoment: 'One moment…',
  keepsTrying: 'This page tries again by itself, and goes on as soon as the server is back.',
  offline: 'You are offline. What you write is sent later.',
  crowded: 'Too many windows of this page are open. Close one, and this one goes on by itself.',
  newVersion: 'A new version is ready.',
  reload: 'Reload',
  later: 'Later',
}
